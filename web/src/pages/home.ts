// Home: what this is, and the letters that this server holds.
import { html, nothing, type TemplateResult } from "lit";
import { ApiError, listLetters, type LetterSummary } from "../api.ts";
import { t } from "../i18n.ts";
import { busy, Page, refusal } from "../page.ts";

class Home extends Page {
  #letters: LetterSummary[] | null = null;
  #trouble: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    listLetters().then(
      ({ letters }) => {
        this.#letters = letters;
        this.requestUpdate();
      },
      (error: unknown) => {
        this.#trouble = error instanceof ApiError ? error.check : "page.error";
        this.requestUpdate();
      },
    );
  }

  protected override render(): TemplateResult {
    return html`
      <section class="page hero">
        <h1>${t("home.title")}</h1>
        <p class="lead">${t("home.lead")}</p>
        <ol class="principles">
          ${(["sealed", "conditional", "free", "provable"] as const).map(
            (name) => html`<li><h2>${t(`home.${name}.title`)}</h2><p>${t(`home.${name}.words`)}</p></li>`,
          )}
        </ol>
        <p><a href="/how">${t("home.more")}</a></p>
        <p><a href="/laboratory">${t("home.laboratory")}</a></p>
      </section>
      <section class="page" aria-labelledby="letters">
        <h2 id="letters">${t("home.letters")}</h2>
        ${refusal(this.#trouble)} ${this.#letters || this.#trouble ? nothing : busy("wait.letters")}
        ${this.#letters?.length === 0 ? html`<p>${t("home.none")}</p>` : nothing}
        <ul class="letters">${this.#letters?.map((letter) => this.#letter(letter))}</ul>
      </section>
    `;
  }

  #letter(letter: LetterSummary): TemplateResult {
    const state = letter.phase === "complete" ? t(letter.outcome === "failed" ? "phase.failed" : "phase.opened") : t(`phase.${letter.phase}`);
    return html`<li>
      <a href=${`/letters/${letter.id}`}>
        <span class="to" lang=${letter.language}>${letter.addressee}</span>
        <strong lang=${letter.language}>${letter.title}</strong>
        <span class="state">${state} · ${t("home.people", { n: letter.people })}</span>
      </a>
    </li>`;
  }
}
customElements.define("us-home", Home);

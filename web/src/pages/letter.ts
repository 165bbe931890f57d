// The letter: its text as a letter, and beside it what may be known about it now.
import { html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { beside, type Beside, type LetterState, type Manifest } from "../api.ts";
import { besideNow } from "../beside.ts";
import { number, t } from "../i18n.ts";
import { LetterPage, phaseText, whatShows } from "../letter-page.ts";
import { markdown } from "../markdown.ts";
import { ladderText, questionOf } from "../options.ts";
import { digest } from "../page.ts";

class Letter extends LetterPage {
  #beside: Beside | null = null;
  #leaves = 0; // of the record that it was read from

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("letter")) {
      this.#beside = null;
      this.#leaves = 0;
    }
    super.willUpdate(changed);
  }

  // What stands beside the letter may have grown whenever the record has.
  protected override stateChanged(): void {
    super.stateChanged();
    const leaves = this.state?.record?.leaves ?? 0;
    if (leaves === this.#leaves) return;
    this.#leaves = leaves;
    const letter = this.letter;
    beside(letter).then(
      (found) => {
        if (letter !== this.letter) return;
        this.#beside = found;
        this.requestUpdate();
      },
      () => (this.#leaves = 0), // asked again with the next state
    );
  }

  protected override render(): TemplateResult {
    return this.whenRead((manifest, state) => html`
      <div class="spread">
        <article class="sheet" lang=${manifest.language} aria-labelledby="title">
          <p class="to"><span class="label">${t("letter.to")}</span> ${manifest.addressee}</p>
          <h1 id="title">${manifest.title}</h1>
          <div class="body">${markdown(manifest.body)}</div>
          ${this.#authors(manifest)}
        </article>
        <aside class="standing" aria-label=${t("letter.standing")}>
          <p class=${`seal ${state.phase === "complete" ? (state.outcome ?? "") : "sealed"}`}>${this.#seal(state)}<span>${phaseText(state)}</span></p>
          <p>${this.#words(state)}</p>
          ${state.phase === "complete" ? nothing : html`<p><us-countdown .watch=${this.watch!}></us-countdown></p>`}
          ${this.#action(state)} ${this.#beside && state.phase !== "complete" ? besideNow(this.#beside) : nothing} ${this.#epochs(manifest, state)} ${this.#rules(manifest)}
          ${state.demonstration ? html`<p class="remark">${t("letter.demonstration")}</p>` : nothing}
        </aside>
      </div>
    `);
  }

  #authors(manifest: Manifest): TemplateResult {
    return html`<section class="authors" aria-labelledby="authors">
      <h2 id="authors">${t("letter.authors")}</h2>
      <ul>
        ${manifest.authors.map(
          (author) => html`<li>
            <span class="name">${author.name}</span>
            ${author.role ? html`<span class="role">${author.role}</span>` : nothing}
            ${author.stake ? html`<span class="stake">${t("letter.stake", { stake: author.stake })}</span>` : nothing}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  // A seal of wax: whole while the letter is sealed, broken once it is open.
  #seal(state: LetterState): TemplateResult {
    const open = state.phase === "complete" && state.outcome !== "failed";
    return html`<svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      <path class="wax" d="M20 3.5c4.2-.6 6 2.2 9.2 3.3 3.3 1.2 5.9 3.2 6.3 7 .3 3 1.7 5.2.8 8.3-1 3.3-1.4 6.3-4.2 8.6-2.6 2.2-4.9 4.6-8.6 4.9-3.3.3-6.3 1.3-9.5-.4-3.1-1.6-6.3-3-7.7-6.5-1.2-3.1-2.6-6-1.8-9.5.8-3.4 1-6.8 4-9.2 2.9-2.4 5.7-6 11.5-6.5Z"></path>
      ${open ? svg`<path class="crack" d="M19 1 22 12l-5 7 6 6-4 14" fill="none"></path>` : svg`<circle class="ring" cx="20" cy="20" r="10.5" fill="none"></circle><path class="ring" d="M14.5 21.5c2.5 3.5 4-7 6-3.5s-1.5 6 1 4 3-2.5 4.5-1" fill="none"></path>`}
    </svg>`;
  }

  #words(state: LetterState): string {
    if (state.phase === "complete") return t(state.outcome === "failed" ? "standing.failed" : "standing.opened");
    if (state.phase === "drawing" || state.phase === "counting" || state.phase === "opening" || state.phase === "tallying") return t("standing.trustees", { n: state.threshold });
    return t("standing.sealed");
  }

  #action(state: LetterState): TemplateResult | typeof nothing {
    if (state.phase === "complete") return html`<p><a class="button" href=${`/letters/${this.letter}/result`}>${t("letter.result")}</a></p>`;
    if (state.phase === "open") return html`<p><a class="button" href=${`/letters/${this.letter}/sign`}>${t("letter.sign")}</a></p>`;
    return nothing;
  }

  #epochs(manifest: Manifest, state: LetterState): TemplateResult {
    const all = state.schedule.epochs;
    return html`<section aria-labelledby="epochs">
      <h2 id="epochs">${t("letter.epochs")}</h2>
      <p>${t("letter.epochs_of", { done: state.epochs_complete, all })}</p>
      <svg class="epochs" viewBox=${`0 0 ${all * 20} 12`} preserveAspectRatio="xMinYMid" aria-hidden="true" focusable="false">
        ${Array.from({ length: all }, (_, i) => svg`<rect class=${i < state.epochs_complete ? "done" : state.epoch?.number === i + 1 ? "now" : "to-come"} x=${i * 20 + 1} y="3" width="17" height="6" rx="3"></rect>`)}
      </svg>
      <p class="remark">${whatShows(manifest, "letter.epochs_words")}</p>
    </section>`;
  }

  #rules(manifest: Manifest): TemplateResult {
    const [signature, ...questions] = manifest.items;
    return html`
      <section aria-labelledby="rules">
        <h2 id="rules">${t("letter.rules")}</h2>
        <p>${t("letter.ladder", { levels: ladderText(signature?.ladder ?? []), people: number(manifest.roster_size) })}</p>
        ${manifest.bundle_sha256 ? html`<p class="remark" id="bundle">${t("letter.bundle")} ${digest(manifest.bundle_sha256)} <a href="/program">${t("letter.bundle_compare")}</a></p>` : nothing}
      </section>
      ${questions.length === 0 ? nothing : html`<section aria-labelledby="questions">
        <h2 id="questions">${t("letter.questions")}</h2>
        <ul class="questions" lang=${manifest.language}>${questions.map((item) => html`<li>${questionOf(item)}</li>`)}</ul>
        <p class="remark">${t("letter.questions_words")}</p>
      </section>`}
    `;
  }
}
customElements.define("us-letter", Letter);

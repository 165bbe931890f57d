// The program that runs in this page: each of its files hashed as the server gives it, against the list
// that it was built with, whose own hash a letter's manifest may state (docs/architecture.md).
import { html, nothing, type TemplateResult } from "lit";
import { sha256 } from "../core/desk.ts";
import { fetchBytes } from "../core/record.ts";
import { t } from "../i18n.ts";
import { busy, digest, Page, refusal } from "../page.ts";

interface File {
  path: string;
  stated: string;
  found: string | null;
}

class Program extends Page {
  #bundle: string | null = null;
  #files: File[] = [];
  #done = false;
  #trouble: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  async #look(): Promise<void> {
    try {
      const list = await fetchBytes("/bundle.txt");
      this.#bundle = await sha256(list);
      this.#files = new TextDecoder().decode(list).trimEnd().split("\n").map((line) => ({ stated: line.slice(0, 64), path: line.slice(66), found: null }));
      for (const file of this.#files) {
        file.found = await sha256(await fetchBytes("/" + file.path));
        this.requestUpdate();
      }
      this.#done = true;
    } catch {
      this.#trouble = "page.network";
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const wrong = this.#files.filter((file) => file.found !== null && file.found !== file.stated);
    return html`<section class="page narrow">
      <h1>${t("program.title")}</h1>
      <p class="lead">${t("program.lead")}</p>
      ${refusal(this.#trouble)} ${this.#bundle ? html`<p><strong>${t("program.bundle")}</strong><br />${digest(this.#bundle)}</p>` : nothing}
      <div role="status">${this.#done ? html`<p class=${wrong.length ? "refusal" : "good"}>${t(wrong.length ? "program.differs" : "program.same", { n: this.#files.length })}</p>` : this.#trouble ? nothing : busy("program.looking")}</div>
      <details class="numbers"><summary>${t("program.files")}</summary>
        <ul class="plain">${this.#files.map((file) => html`<li><code>${file.path}</code> ${digest(file.stated)}</li>`)}</ul>
      </details>
      <p>${t("program.limits")}</p>
    </section>`;
  }
}
customElements.define("us-program", Program);

// What a signer may say in public beside the letter (docs/protocol.md 15), on their own page: after the close a
// reason to wait, after the opening that their name is taken back. Both are for good, so both are said twice.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { addBeside, ApiError, result, type LetterState, type Phase } from "./api.ts";
import { CoreError } from "./core/client.ts";
import { t } from "./i18n.ts";
import { busy, Page, refusal } from "./page.ts";
import { sessionOf } from "./session.ts";
import type { OwnWords } from "./core/shapes.ts";

const closed: Phase[] = ["counting", "opening", "tallying"];

export class OwnWordsForm extends Page {
  static override properties = { letter: { attribute: false }, state: { attribute: false } };
  declare letter: string;
  declare state: LetterState;
  #name: "none" | "opened" | "taken-back" = "none"; // this signer's, in the opened letter
  #asked = false;
  #saying = false;
  #refused: string | null = null;
  #said: OwnWords | null = null;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("letter")) {
      this.#said = this.#refused = null;
      this.#asked = false;
      this.#name = "none";
    }
    if (!changed.has("state") || this.state.phase !== "complete" || this.#asked) return;
    this.#asked = true;
    this.#said = null;
    void this.#findName();
  }

  async #findName(): Promise<void> {
    try {
      const { names } = await result(this.letter);
      const own = names.find(({ credential }) => credential === sessionOf(this.letter).index);
      this.#name = own ? (own.withdrawn ? "taken-back" : "opened") : "none";
      this.requestUpdate();
    } catch {
      this.#asked = false; // with the next state
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#said) return html`<h2>${t(`own.${this.#said}`)}</h2><p class="good" id="own-said" role="status">${t(`own.${this.#said}_said`)}</p>`;
    if (closed.includes(this.state.phase)) return this.#form("objection", 2_000);
    if (this.#name === "opened") return this.#form("withdrawal", 400);
    return this.#name === "taken-back" ? html`<p>${t("own.withdrawal_said")}</p>` : nothing;
  }

  #form(words: OwnWords, most: number): TemplateResult {
    return html`<h2>${t(`own.${words}`)}</h2>
      <p>${t(`own.${words}_words`)}</p>
      <form id="own-words" @submit=${(event: SubmitEvent) => this.#say(event, words)} autocomplete="off">
        <label for="own-text">${t(`own.${words}_text`)}</label>
        <textarea id="own-text" name="text" rows="4" maxlength=${most} ?required=${words === "objection"}></textarea>
        <label class="choice alone"><input type="checkbox" name="sure" required /> ${t("own.sure")}</label>
        <button type="submit" class="button quiet" aria-disabled=${this.#saying ? "true" : "false"}>${t(`own.${words}_say`)}</button>
      </form>
      ${this.#saying ? busy("own.saying") : nothing} ${refusal(this.#refused)}`;
  }

  async #say(event: SubmitEvent, words: OwnWords): Promise<void> {
    event.preventDefault();
    if (this.#saying) return;
    const typed = String(new FormData(event.target as HTMLFormElement).get("text") ?? "");
    this.#saying = true;
    this.#refused = null;
    this.requestUpdate();
    try {
      // A leaf has one line of text.
      const text = typed.normalize("NFC").replace(/\s+/gu, " ").trim();
      await addBeside(this.letter, await sessionOf(this.letter).client.speak(words, text));
      this.#said = words;
    } catch (error) {
      this.#refused = error instanceof ApiError || error instanceof CoreError ? error.check : "page.error";
    }
    this.#saying = false;
    await this.moveTo("#own-said, .refusal");
  }
}
customElements.define("us-own-words", OwnWordsForm);

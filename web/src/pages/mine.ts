// My signature: what was sealed in this visit, changing it, withdrawing it, and whether it stands in the
// record. The page remembers nothing once it is closed; a receipt is a file that the signer may keep.
import { html, nothing, type TemplateResult } from "lit";
import { ApiError, type LetterState, type Manifest } from "../api.ts";
import { noChoice } from "../core/choice.ts";
import { CoreError } from "../core/client.ts";
import type { Standing } from "../core/desk.ts";
import "../entrance.ts";
import { saveJson } from "../files.ts";
import { clock, t } from "../i18n.ts";
import { LetterPage, whatShows } from "../letter-page.ts";
import { choiceList, signatureSentence } from "../options.ts";
import "../own-words.ts";
import { busy, digest, refusal } from "../page.ts";
import { sealAndSend, type Waiting } from "../sealing.ts";
import { sessionOf, type Session } from "../session.ts";

class Mine extends LetterPage {
  #waiting: Waiting | "checking" | null = null;
  #refused: string | null = null;
  #withdrawn = false;
  #standings: Standing[] | null = null;
  #kept: { epoch: number; sha256: string } | null = null;

  get #session(): Session {
    return sessionOf(this.letter);
  }

  protected override render(): TemplateResult {
    return this.whenRead((manifest, state) => html`<section class="page narrow">
      <h1>${t("mine.title")}</h1>
      <p class="about" lang=${manifest.language}>${manifest.title}</p>
      ${this.#session.entered
        ? this.#content(manifest, state)
        : html`<p class="lead">${t("mine.lead")}</p>
            <us-entrance .letter=${this.letter} .manifest=${manifest} @entered=${() => this.requestUpdate()}></us-entrance>`}
    </section>`);
  }

  #content(manifest: Manifest, state: LetterState): TemplateResult {
    const last = this.#session.acts.at(-1);
    return html`
      <h2>${t("mine.now")}</h2>
      ${last
        ? html`<p class="sentence">${signatureSentence(manifest.items[0]!, last.options[0]!)}</p>
            ${manifest.items.length > 1 ? choiceList(manifest, last.options) : nothing}
            <p class="remark">${t("mine.sealed_at", { time: clock(last.at), n: last.epoch })}</p>`
        : html`<p>${t("mine.unknown")}</p>`}
      ${refusal(this.#refused)} ${this.#withdrawn ? html`<p class="good" id="withdrawn" role="status">${t("mine.withdrawn")}</p>` : nothing}
      ${state.phase === "open" || this.#waiting
        ? html`<div class="actions">
            <a class="button quiet" href=${`/letters/${this.letter}/sign`}>${t("mine.change")}</a>
            <button type="button" class="button quiet" ?disabled=${this.#waiting !== null} @click=${() => this.#withdraw(manifest)}>${whatShows(manifest, "mine.withdraw")}</button>
          </div>
          <p class="remark">${whatShows(manifest, "mine.withdraw_words")}</p>`
        : html`<p class="remark"><us-countdown .watch=${this.watch!}></us-countdown></p>`}
      ${this.#waiting && this.#waiting !== "checking" ? busy(`sealing.${this.#waiting}`) : nothing}
      <us-own-words .letter=${this.letter} .state=${state}></us-own-words>
      ${this.#check(manifest, state)} ${this.#receipt()}
      <h2>${t("mine.leave")}</h2>
      <p>${t("mine.leave_words")}</p>
      <p><button type="button" class="button quiet" @click=${this.#forget}>${t("mine.forget")}</button></p>
    `;
  }

  #check(manifest: Manifest, state: LetterState): TemplateResult {
    return html`
      <h2>${t("mine.check")}</h2>
      <p>${whatShows(manifest, "mine.check_words")}</p>
      <p><button type="button" class="button quiet" ?disabled=${this.#waiting !== null || state.epochs_complete === 0} @click=${this.#look}>${t("mine.look")}</button></p>
      ${state.epochs_complete === 0 ? html`<p class="remark">${t("mine.no_epoch")}</p>` : nothing}
      ${this.#waiting === "checking" ? busy("mine.looking") : nothing}
      ${this.#standings
        ? html`<p class="good" role="status">${this.#standings.length ? t("mine.found", { n: this.#standings.length }) : t("mine.found_nothing")}</p>
          <ol class="standings">
            ${this.#standings.map((standing) => html`<li class=${this.#isOwn(standing) ? "own" : ""}>
              <strong>${t("mine.epoch", { n: standing.epoch })}</strong> ${this.#standingText(standing)} ${digest(standing.sha256.slice(0, 16))}
            </li>`)}
          </ol>
          <p class="remark">${whatShows(manifest, "mine.cover")}</p>`
        : nothing}
    `;
  }

  #isOwn({ epoch, sha256 }: Standing): boolean {
    return this.#known(epoch).at(-1) === sha256;
  }
  // Digests of what was accepted for an epoch, as far as this page knows; the last one counts.
  #known(epoch: number): string[] {
    const own = this.#session.acts.filter((act) => act.epoch === epoch).map((act) => act.sha256);
    return own.length === 0 && this.#kept?.epoch === epoch ? [this.#kept.sha256] : own;
  }
  #standingText(standing: Standing): string {
    const known = this.#known(standing.epoch);
    if (known.length === 0) return t("mine.stands_other");
    return t(this.#isOwn(standing) ? "mine.stands" : "mine.stands_not");
  }

  #receipt(): TemplateResult {
    const last = this.#session.acts.at(-1);
    return html`
      <h2>${t("mine.receipt")}</h2>
      <p>${t("mine.receipt_words")}</p>
      ${last ? html`<p><button type="button" class="button quiet" @click=${() => saveJson("undersigned-receipt.json", last.receipt)}>${t("mine.save")}</button></p>` : nothing}
      <label for="receipt">${t("mine.receipt_file")}</label>
      <input id="receipt" type="file" accept=".json,application/json" @change=${this.#takeReceipt} />
      ${this.#kept ? html`<p class="remark" role="status">${t("mine.receipt_taken", { n: this.#kept.epoch })}</p>` : nothing}
    `;
  }

  readonly #takeReceipt = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    this.#refused = null;
    try {
      const value = JSON.parse(file && file.size < 4_096 ? await file.text() : "") as { epoch: unknown; sha256: unknown };
      if (typeof value.epoch !== "number" || typeof value.sha256 !== "string" || !/^[0-9a-f]{64}$/.test(value.sha256)) throw new Error();
      this.#kept = { epoch: value.epoch, sha256: value.sha256 };
    } catch {
      this.#kept = null;
      this.#refused = "receipt.file";
    }
    this.requestUpdate();
  };

  readonly #look = async () => {
    this.#waiting = "checking";
    this.#refused = null;
    this.requestUpdate();
    try {
      this.#standings = await this.#session.client.standings();
    } catch (error) {
      this.#refused = error instanceof CoreError ? error.check : "page.error";
    }
    this.#waiting = null;
    this.requestUpdate();
  };

  async #withdraw(manifest: Manifest): Promise<void> {
    this.#refused = null;
    this.#withdrawn = false;
    const report = (waiting: Waiting) => {
      this.#waiting = waiting;
      this.requestUpdate();
    };
    report("sealing");
    try {
      await sealAndSend(this.#session, this.watch!, noChoice(manifest.items), report);
      this.#withdrawn = true;
    } catch (error) {
      this.#refused = error instanceof ApiError || error instanceof CoreError ? error.check : "page.error";
    }
    this.#waiting = null;
    this.requestUpdate();
  }

  readonly #forget = () => {
    this.#session.forget();
    this.#standings = null;
    this.#kept = null;
    this.#withdrawn = false;
    this.requestUpdate();
  };
}
customElements.define("us-mine", Mine);

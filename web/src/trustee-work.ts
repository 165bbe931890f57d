// A trustee's own part, on the trustees' page: the key file opened, what the letter's stage asks of a trustee
// and what giving it means, one button that does it. The key file is saved anew before anything is sent.
import { html, nothing, type TemplateResult } from "lit";
import type { LetterState, Phase } from "./api.ts";
import { CoreError } from "./core/client.ts";
import { moment, t, type Key } from "./i18n.ts";
import { keyring, kKeyBytes } from "./keyring.ts";
import { busy, Page, refusal, refusalText } from "./page.ts";
import type { Objection, Worked } from "./core/shapes.ts";

type Doing = "opening" | "working" | "sending";

const before: Phase[] = ["keys", "roster", "holding"];
const after: Phase[] = ["drawing", "counting", "opening", "tallying"];

export class TrusteeWork extends Page {
  static override properties = { letter: { attribute: false }, state: { attribute: false } };
  declare letter: string;
  declare state: LetterState;
  #number: number | null = null;
  #locked: File | null = null; // a key file that has a passphrase, until it is open
  #doing: Doing | null = null;
  #refused: { check: string; message: string } | null = null;
  #did: string[] | null = null;
  #faults: string[] = [];
  #despite = 0; // objections that were weighed in this visit
  #objections: Objection[] = []; // to be weighed before this trustee goes on

  protected override firstUpdated(): void {
    if (keyring.about) void this.#join(async () => undefined);
  }

  protected override render(): TemplateResult {
    return this.#number === null ? this.#entrance() : this.#desk(this.#number);
  }

  #entrance(): TemplateResult {
    return html`<div class="panel">
      <h3>${t("desk.key")}</h3>
      <p>${t("desk.key_words")}</p>
      <label for="key-file">${t("desk.file")}</label>
      <input id="key-file" type="file" accept=".key" @change=${this.#takeFile} />
      ${this.#locked ? this.#lock() : nothing}
      ${this.#doing === "opening" ? busy("desk.opening") : nothing} ${this.#refusal()}
      <p class="remark">${t("desk.stays")}</p>
    </div>`;
  }

  #lock(): TemplateResult {
    return html`<form @submit=${this.#unlock} autocomplete="off">
      <label for="passphrase">${t("desk.passphrase")}</label>
      <input id="passphrase" name="passphrase" type="password" required autocomplete="off" />
      <button type="submit" class="button" aria-disabled=${this.#doing ? "true" : "false"}>${t("desk.unlock")}</button>
    </form>`;
  }

  #desk(number: number): TemplateResult {
    const { phase } = this.state;
    const busyNow = before.includes(phase) || after.includes(phase);
    return html`<div class="panel" id="desk">
      <h3>${t("desk.you", { n: number, name: this.state.trustees[number - 1]!.name })}</h3>
      <p><strong>${t(`desk.now.${phase}` as Key)}</strong></p>
      <p>${t(`desk.means.${phase}` as Key)}</p>
      ${this.#awaited(number)}
      ${busyNow
        ? html`<p><button type="button" class="button" id="work" aria-disabled=${this.#doing ? "true" : "false"} @click=${() => this.#work(0)}>${t("desk.do")}</button></p>
            <p class="remark">${t("desk.saves")}</p>`
        : nothing}
      ${this.#doing && this.#doing !== "opening" ? busy(`desk.${this.#doing}`) : nothing} ${this.#refusal()} ${this.#weigh()} ${this.#report()}
      <p><button type="button" class="button quiet" @click=${this.#forget}>${t("desk.forget")}</button></p>
    </div>`;
  }

  // What others say against opening the letter now.
  #weigh(): TemplateResult | typeof nothing {
    const n = this.#objections.length;
    if (n === 0) return nothing;
    return html`<h4>${t("desk.objections", { n })}</h4>
      <ul class="questions" id="objections">${this.#objections.map(({ by, text }) => html`<li><strong>${by}</strong><br />${text}</li>`)}</ul>
      <p role="status">${t("desk.objections_words")}</p>
      <p><button type="button" class="button quiet" id="despite" aria-disabled=${this.#doing ? "true" : "false"} @click=${() => this.#work(n)}>${t("desk.despite")}</button></p>`;
  }

  // Whom the letter waits for, by name.
  #awaited(number: number): TemplateResult | typeof nothing {
    const { trustees, next, objections_until: until } = this.state;
    if (next.trustees.length === 0) return nothing;
    if (until && Date.parse(until) > Date.now()) return html`<p>${t("desk.from", { when: moment(until) })}</p>`;
    if (next.trustees.includes(number)) return html`<p class="good">${t("desk.your_turn")}</p>`;
    const names = new Intl.ListFormat(document.documentElement.lang).format(next.trustees.map((n) => trustees[n - 1]!.name));
    return html`<p>${t("desk.awaits", { names })}</p>`;
  }

  #report(): TemplateResult | typeof nothing {
    if (!this.#did) return nothing;
    const said = this.#did.length === 0 ? t("desk.nothing") : t("desk.gave", { n: this.#did.length });
    return html`<p class="remark" id="did" role="status">${said}</p>
      ${this.#faults.map((fault) => html`<p class="refusal" lang="en">${fault}</p>`)}`;
  }

  #refusal(): TemplateResult | typeof nothing {
    if (!this.#refused) return nothing;
    const { check, message } = this.#refused;
    // What went wrong in a ceremony or a record is said with the names that the core gives.
    return refusalText(check) === t("error.other", { check }) ? html`<p class="refusal" role="alert"><strong>${t("error.title")}</strong> <span lang="en">${message}</span> <code>${check}</code></p>` : refusal(check);
  }

  readonly #takeFile = (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file || this.#doing) return;
    this.#locked = null;
    void this.#join(async () => {
      if (file.size > kKeyBytes) throw new CoreError("key.format", "");
      await keyring.open(file, null);
    }).then(() => {
      if (this.#refused?.check !== "key.passphrase") return;
      this.#refused = null;
      this.#locked = file;
      return this.moveTo("#passphrase");
    });
  };
  readonly #unlock = (event: SubmitEvent) => {
    event.preventDefault();
    if (this.#doing) return;
    const passphrase = String(new FormData(event.target as HTMLFormElement).get("passphrase") ?? "");
    void this.#join(() => keyring.open(this.#locked!, passphrase)).then(() => {
      if (this.#number !== null) this.#locked = null;
    });
  };

  // With the key that `open` opens, or the one that is open.
  async #join(open: () => Promise<void>): Promise<void> {
    await this.#attempt("opening", async () => {
      await open();
      this.#number = await keyring.client.joinLetter(this.letter);
    });
  }

  // `despite`: how many objections the trustee goes on despite.
  async #work(despite: number): Promise<void> {
    if (this.#doing) return;
    this.#did = null;
    await this.#attempt("working", async () => {
      this.#despite = Math.max(despite, this.#despite);
      const worked = await keyring.client.work(after.includes(this.state.phase), this.#despite);
      this.#objections = worked.objections;
      await this.#give(worked);
    });
  }

  // First the key file, then the messages: a trustee who loses what a message was made from cannot go on.
  async #give(worked: Worked): Promise<void> {
    if (worked.key) keyring.keep(worked.key, keyring.about!);
    this.#tell("sending");
    for (const message of worked.messages) await keyring.client.send(message);
    this.#faults = worked.faults;
    if (worked.objections.length > 0) return;
    this.#did = worked.messages.map(({ topic }) => topic);
    if (worked.refused) throw new CoreError(worked.refused.check, worked.refused.message);
  }

  async #attempt(doing: Doing, act: () => Promise<void>): Promise<void> {
    this.#refused = null;
    this.#tell(doing);
    try {
      await act();
    } catch (error) {
      this.#refused = error instanceof CoreError ? { check: error.check, message: error.message } : { check: "page.error", message: String(error) };
    }
    this.#tell(null);
  }
  #tell(doing: Doing | null): void {
    this.#doing = doing;
    this.requestUpdate();
  }

  readonly #forget = () => {
    keyring.forget();
    this.#number = null;
    this.#did = null;
    this.#refused = null;
    this.#despite = 0;
    this.#objections = [];
    this.requestUpdate();
  };
}
customElements.define("us-trustee-work", TrusteeWork);

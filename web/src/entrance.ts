// How a signer comes in: the card from the invitation's link or file, then the code. The worker compares
// the card with the roster's; what it finds stays in the session.
import { html, nothing, type TemplateResult } from "lit";
import type { Manifest } from "./api.ts";
import { CoreError } from "./core/client.ts";
import { t } from "./i18n.ts";
import { busy, Page, refusal } from "./page.ts";
import { invitationOfFragment, parseInvitation, sessionOf, type Session } from "./session.ts";

export class Entrance extends Page {
  static override properties = { letter: { attribute: false }, manifest: { attribute: false } };
  declare letter: string;
  declare manifest: Manifest;
  #reading: { leaves: number; size: number } | null = null;
  #entering = false;
  #trouble: string | null = null;

  get #session(): Session {
    return sessionOf(this.letter);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.#takeFragment);
  }
  override disconnectedCallback(): void {
    window.removeEventListener("hashchange", this.#takeFragment);
    super.disconnectedCallback();
  }
  protected override firstUpdated(): void {
    this.#takeFragment();
  }

  readonly #takeFragment = () => {
    if (!location.hash.includes("card=")) return;
    const invitation = invitationOfFragment(location.hash);
    this.#trouble = invitation ? null : "invitation.link";
    if (invitation) this.#session.invitation = invitation;
    this.requestUpdate();
  };

  readonly #takeFile = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    const invitation = file.size <= 16_384 ? parseInvitation(await file.text()) : null;
    this.#trouble = invitation ? null : "invitation.file";
    if (invitation) this.#session.invitation = invitation;
    this.requestUpdate();
  };

  readonly #takeLink = (event: SubmitEvent) => {
    event.preventDefault();
    const link = String(new FormData(event.target as HTMLFormElement).get("link") ?? "");
    const invitation = invitationOfFragment(link.slice(Math.max(0, link.indexOf("#"))));
    this.#trouble = invitation ? null : "invitation.link";
    if (invitation) this.#session.invitation = invitation;
    this.requestUpdate();
  };

  readonly #enter = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const codes = new FormData(form).getAll("code").map(String);
    const session = this.#session;
    if (this.#entering || !session.invitation) return;
    this.#entering = true;
    this.#trouble = null;
    this.requestUpdate();
    try {
      session.foundation ??= await session.client.openLetter(this.letter, session.invitation.fingerprint, (reading) => {
        this.#reading = reading;
        this.requestUpdate();
      });
      session.index = (await session.client.letIn(session.invitation, codes)).index;
      session.manifest = this.manifest;
      session.client.rehearse().catch(() => undefined);
      form.reset();
      this.dispatchEvent(new Event("entered"));
    } catch (error) {
      this.#trouble = error instanceof CoreError ? this.#troubleOf(error) : "page.error";
    } finally {
      this.#entering = false;
      this.#reading = null;
      this.requestUpdate();
      if (this.#trouble) void this.updateComplete.then(() => this.querySelector<HTMLElement>("input[name=code]")?.focus());
    }
  };

  #troubleOf(error: CoreError): string {
    if (!error.failure) return error.check;
    return error.failure.line === "fingerprint" ? "sign.fingerprint" : "record.invalid";
  }

  protected override render(): TemplateResult {
    const { invitation } = this.#session;
    return invitation ? this.#codeForm() : this.#invitationForm();
  }

  #invitationForm(): TemplateResult {
    return html`<div class="panel">
      <h2>${t("entrance.invitation")}</h2>
      <p>${t("entrance.invitation_words")}</p>
      ${refusal(this.#trouble)}
      <form @submit=${this.#takeLink} autocomplete="off">
        <label for="link">${t("entrance.link")}</label>
        <input id="link" name="link" type="text" inputmode="url" required autocapitalize="off" spellcheck="false" />
        <button type="submit" class="button quiet">${t("entrance.use_link")}</button>
      </form>
      <label for="file">${t("entrance.file")}</label>
      <input id="file" type="file" accept=".json,application/json" @change=${this.#takeFile} />
    </div>`;
  }

  // One field an issuer; with two, each says whose code it takes.
  #codes(): TemplateResult[] {
    const { issuers } = this.manifest;
    return issuers.map((issuer, i) => {
      const id = i === 0 ? "code" : "second-code";
      return html`<label for=${id}>${issuers.length === 1 ? t("entrance.code") : t("entrance.code_of", { issuer: issuer.name })}</label>
        ${i === 0 ? html`<p class="hint" id="code-hint">${t(issuers.length === 1 ? "entrance.code_hint" : "entrance.codes_hint")}</p>` : nothing}
        <input id=${id} name="code" type="text" class="code" required maxlength="64" autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false"
          placeholder="00000-00000-00000-00000-00" aria-describedby="code-hint" aria-invalid=${this.#trouble ? "true" : "false"} />`;
    });
  }

  #codeForm(): TemplateResult {
    const card = this.#session.invitation!;
    return html`<div class="panel">
      <h2>${t("entrance.you")}</h2>
      <dl class="card">
        <div><dt>${t("entrance.name")}</dt><dd class="name">${card.name}</dd></div>
        ${card.role ? html`<div><dt>${t("entrance.role")}</dt><dd>${card.role}</dd></div>` : nothing}
        <div><dt>${t("entrance.cohort")}</dt><dd>${card.cohort}</dd></div>
      </dl>
      <p class="remark">${t("entrance.not_you")}</p>
      <form @submit=${this.#enter} autocomplete="off">
        ${this.#codes()}
        ${refusal(this.#trouble)}
        <button type="submit" class="button" aria-disabled=${this.#entering ? "true" : "false"}>${t("entrance.enter")}</button>
        ${this.#entering ? busy("entrance.reading", { n: this.#reading?.leaves ?? 0 }) : nothing}
      </form>
      <p class="remark">${t("entrance.stays")}</p>
      <p class="remark">${t("entrance.lost")}</p>
    </div>`;
  }
}
customElements.define("us-entrance", Entrance);

// Making a trustee's key, before there is a letter: the secret part is a file that the trustee keeps, the public
// part is what the author enters.
import { html, nothing, type TemplateResult } from "lit";
import { CoreError } from "../core/client.ts";
import { t } from "../i18n.ts";
import { keyring } from "../keyring.ts";
import { busy, Page, refusal } from "../page.ts";

// As one word of a shell, whatever is in it: the author pastes these lines.
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

class TrusteeKeyPage extends Page {
  #making = false;
  #bare = false; // without a passphrase
  #refused: string | null = null;

  protected override render(): TemplateResult {
    const { about } = keyring;
    return html`<section class="page narrow">
      <h1>${t("key.title")}</h1>
      <p class="lead">${t("key.lead")}</p>
      <form class="panel" @submit=${this.#make} autocomplete="off">
        <label for="name">${t("key.name")}</label>
        <p class="hint" id="name-hint">${t("key.name_hint")}</p>
        <input id="name" name="name" type="text" required maxlength="100" aria-describedby="name-hint" />
        <label for="passphrase">${t("key.passphrase")}</label>
        <p class="hint" id="passphrase-hint">${t("key.passphrase_hint")}</p>
        <input id="passphrase" name="passphrase" type="password" minlength="8" autocomplete="new-password" aria-describedby="passphrase-hint" ?required=${!this.#bare} ?disabled=${this.#bare} />
        <label for="again">${t("key.again")}</label>
        <input id="again" name="again" type="password" autocomplete="new-password" ?required=${!this.#bare} ?disabled=${this.#bare} />
        <label class="choice alone"><input id="bare" type="checkbox" .checked=${this.#bare} @change=${this.#setBare} /> ${t("key.bare")}</label>
        ${refusal(this.#refused)}
        <button type="submit" class="button" aria-disabled=${this.#making ? "true" : "false"}>${t("key.make")}</button>
        ${this.#making ? busy("key.making") : nothing}
      </form>
      ${about
        ? html`<div class="panel good" id="made" tabindex="-1">
            <h2>${t("key.made")}</h2>
            <p>${t("key.made_words")}</p>
            <pre class="command"><code>undersigned trustee add --dir LETTER --name ${quoted(about.name)} \\
  --signing-key ${about.signing_key} \\
  --encryption-key ${about.encryption_key}</code></pre>
          </div>`
        : nothing}
      <h2>${t("key.care")}</h2>
      <p>${t("key.care_words")}</p>
      <p>${t("trustees.key")}</p>
    </section>`;
  }

  readonly #setBare = (event: Event) => {
    this.#bare = (event.target as HTMLInputElement).checked;
    this.requestUpdate();
  };

  readonly #make = async (event: SubmitEvent) => {
    event.preventDefault();
    if (this.#making) return;
    const form = new FormData(event.target as HTMLFormElement);
    const text = (field: string) => String(form.get(field) ?? "");
    this.#refused = !this.#bare && text("passphrase") !== text("again") ? "page.passphrases" : null;
    this.#making = this.#refused === null;
    this.requestUpdate();
    if (this.#refused) return;
    try {
      await keyring.make(text("name").trim(), this.#bare ? null : text("passphrase"));
    } catch (error) {
      this.#refused = error instanceof CoreError ? error.check : "page.error";
    }
    this.#making = false;
    await this.moveTo("#made");
  };
}
customElements.define("us-trustee-key", TrusteeKeyPage);

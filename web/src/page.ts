// What all pages share: they render into the document itself, so that one style sheet and one set of
// labels serve, and anew when the language changes.
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { has, type Key, parts, t } from "./i18n.ts";

export class Page extends LitElement {
  readonly #again = () => this.requestUpdate();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("undersigned-language", this.#again);
  }
  override disconnectedCallback(): void {
    window.removeEventListener("undersigned-language", this.#again);
    super.disconnectedCallback();
  }
  // Renders, and moves to where a screen reader goes on reading.
  protected async moveTo(selector: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const target = this.querySelector<HTMLElement>(selector);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "start" });
  }
}

// Words for a refusal: the page's own for each check that a person can do something about.
export function refusalText(check: string): string {
  const exact = `error.${check}`;
  if (has(exact)) return t(exact);
  const family = `error.${check.split(".")[0]}`;
  if (has(family)) return t(family as Key);
  return t("error.other", { check });
}

export function refusal(check: string | null): TemplateResult | typeof nothing {
  if (!check) return nothing;
  return html`<p class="refusal" role="alert"><strong>${t("error.title")}</strong> ${refusalText(check)}</p>`;
}

export function digest(hex: string): TemplateResult {
  return html`<code class="digest">${hex.match(/.{1,8}/g)?.map((part) => html`<span>${part}</span>`)}</code>`;
}

export function busy(key: Key, slots: Record<string, string | number> = {}): TemplateResult {
  return html`<p class="busy" role="status"><span class="turning" aria-hidden="true"></span> ${t(key, slots)}</p>`;
}

export { parts };

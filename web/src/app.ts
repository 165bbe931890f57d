// The frame around every page: masthead, languages, the page that the address names, the foot.
import { html, nothing, type TemplateResult } from "lit";
import { language, languageNames, languages, setLanguage, t } from "./i18n.ts";
import { Page } from "./page.ts";
import "./pages/home.ts";
import "./pages/how.ts";
import "./pages/laboratory.ts";
import "./pages/letter.ts";
import "./pages/mine.ts";
import "./pages/program.ts";
import "./pages/result.ts";
import "./pages/sign.ts";
import "./pages/trustee-key.ts";
import "./pages/trustees.ts";
import "./pages/verify.ts";

interface Place {
  page: string;
  id: string;
}

export function placeOf(path: string): Place {
  const letter = /^\/letters\/([a-z0-9][a-z0-9-]{0,39})(?:\/([a-z]+))?\/?$/.exec(path);
  if (letter) {
    const page = letter[2] ?? "letter";
    return { page: ["letter", "sign", "mine", "result", "verify", "trustees"].includes(page) ? page : "unknown", id: letter[1]! };
  }
  const page = path === "/" ? "home" : path.slice(1);
  return { page: ["home", "how", "laboratory", "program", "trustee"].includes(page) ? page : "unknown", id: "" };
}

// Moves to a page of this site without loading anything anew.
export function go(path: string): void {
  if (path !== location.pathname + location.hash) history.pushState(null, "", path);
  window.dispatchEvent(new Event("undersigned-place"));
}

export class App extends Page {
  #place = placeOf(location.pathname);
  #first = true;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("popstate", this.#move);
    window.addEventListener("undersigned-place", this.#move);
    this.addEventListener("click", this.#follow);
  }

  readonly #move = () => {
    const before = this.#place;
    this.#place = placeOf(location.pathname);
    this.requestUpdate();
    if (before.page === this.#place.page && before.id === this.#place.id) return;
    void this.updateComplete.then(() => {
      window.scrollTo(0, 0);
      this.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    });
  };

  // Links within the site; all others, and what the reader opens elsewhere, are the browser's.
  readonly #follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest("a");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
    if (link.pathname === location.pathname && link.hash) return;
    if (link.pathname.includes(".") || link.pathname.startsWith("/api/")) return;
    event.preventDefault();
    go(link.pathname + link.hash);
  };

  protected override updated(): void {
    document.title = this.#place.page === "home" ? "Undersigned" : `${t(`title.${this.#place.page}` as "title.how")} · Undersigned`;
    if (this.#first) document.documentElement.dataset["ready"] = "yes";
    this.#first = false;
  }

  protected override render(): TemplateResult {
    const { page } = this.#place;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t("nav.skip")}</a>
      <header class="masthead">
        <a class="wordmark" href="/">Undersigned</a>
        <nav aria-label=${t("nav.site")}>
          <ul>
            <li><a href="/" aria-current=${page === "home" ? "page" : nothing}>${t("nav.letters")}</a></li>
            <li><a href="/how" aria-current=${page === "how" ? "page" : nothing}>${t("nav.how")}</a></li>
            <li><a href="/laboratory" aria-current=${page === "laboratory" ? "page" : nothing}>${t("nav.laboratory")}</a></li>
          </ul>
        </nav>
        <div class="languages" role="group" aria-label=${t("nav.language")}>
          ${languages.map(
            (code) => html`<button type="button" lang=${code} aria-pressed=${code === language()} @click=${() => setLanguage(code)}>${code.toUpperCase()}<span class="visually-hidden"> ${languageNames[code]}</span></button>`,
          )}
        </div>
      </header>
      ${this.#letterNav()}
      <main id="main" tabindex="-1">${this.#page()}</main>
      <footer class="foot">
        <p>${t("foot.words")}</p>
        <p><a href="/program">${t("foot.program")}</a></p>
      </footer>
    `;
  }

  readonly #skip = (event: Event) => {
    event.preventDefault();
    this.querySelector<HTMLElement>("main")?.focus();
  };

  #letterNav(): TemplateResult | typeof nothing {
    const { page, id } = this.#place;
    if (!id || page === "unknown") return nothing;
    const link = (name: "letter" | "sign" | "mine" | "result" | "verify" | "trustees") => html`<li>
      <a href=${name === "letter" ? `/letters/${id}` : `/letters/${id}/${name}`} aria-current=${page === name ? "page" : nothing}>${t(`nav.${name}`)}</a>
    </li>`;
    return html`<nav class="tabs" aria-label=${t("nav.letter_pages")}>
      <ul>${(["letter", "sign", "mine", "result", "verify", "trustees"] as const).map(link)}</ul>
    </nav>`;
  }

  #page(): TemplateResult {
    const { page, id } = this.#place;
    switch (page) {
      case "home":
        return html`<us-home></us-home>`;
      case "how":
        return html`<us-how></us-how>`;
      case "laboratory":
        return html`<us-laboratory></us-laboratory>`;
      case "program":
        return html`<us-program></us-program>`;
      case "trustee":
        return html`<us-trustee-key></us-trustee-key>`;
      case "letter":
        return html`<us-letter .letter=${id}></us-letter>`;
      case "sign":
        return html`<us-sign .letter=${id}></us-sign>`;
      case "mine":
        return html`<us-mine .letter=${id}></us-mine>`;
      case "result":
        return html`<us-result .letter=${id}></us-result>`;
      case "verify":
        return html`<us-verify .letter=${id}></us-verify>`;
      case "trustees":
        return html`<us-trustees .letter=${id}></us-trustees>`;
      default:
        return html`<section class="page"><h1>${t("unknown.title")}</h1><p class="lead">${t("unknown.words")}</p><p><a href="/">${t("nav.letters")}</a></p></section>`;
    }
  }
}
customElements.define("us-app", App);

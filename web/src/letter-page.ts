// A page about one letter: follows its state, and has its manifest.
import { html, type PropertyValues, type TemplateResult } from "lit";
import { ApiError, LetterWatch, manifest, type LetterState, type Manifest } from "./api.ts";
import { duration, moment, t, type Key } from "./i18n.ts";
import { busy, Page, refusal } from "./page.ts";

const manifests = new Map<string, Promise<Manifest>>();
function manifestOf(id: string): Promise<Manifest> {
  const kept = manifests.get(id) ?? manifest(id);
  manifests.set(id, kept);
  kept.catch(() => manifests.delete(id));
  return kept;
}

// Messages that say what shows of taking part, of which there is one for letters without cover.
type Shows = { [K in Key]: K extends `${infer Base}_uncovered` ? Extract<Key, Base> : never }[Key];
export function whatShows(manifest: Manifest, key: Shows, slots: Record<string, string | number> = {}): string {
  return t(manifest.cover === "none" ? (`${key}_uncovered` as const) : key, slots);
}

export class LetterPage extends Page {
  static override properties = { letter: { attribute: false } };
  declare letter: string;
  protected watch: LetterWatch | null = null;
  protected manifest: Manifest | null = null;
  protected trouble: string | null = null;

  protected get state(): LetterState | null {
    return this.watch?.state ?? null;
  }

  override disconnectedCallback(): void {
    this.watch?.stop();
    this.watch = null;
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("letter") || !this.isConnected) return;
    this.watch?.stop();
    this.manifest = null;
    this.trouble = null;
    this.watch = new LetterWatch(this.letter, () => this.stateChanged());
    this.watch.start();
    this.#readManifest();
  }

  #readManifest(): void {
    const letter = this.letter;
    manifestOf(letter).then(
      (found) => {
        if (letter !== this.letter) return;
        this.manifest = found;
        this.trouble = null;
        this.requestUpdate();
      },
      (error: unknown) => {
        this.trouble = error instanceof ApiError ? error.check : "page.error";
        this.requestUpdate();
      },
    );
  }

  protected stateChanged(): void {
    // A server that was away is back: what it did not answer is asked again.
    if (this.trouble && this.state) {
      this.trouble = null;
      this.#readManifest();
    }
    this.requestUpdate();
  }

  // The page's content once state and manifest are there; until then, what is missing.
  protected whenRead(content: (manifest: Manifest, state: LetterState) => TemplateResult): TemplateResult {
    if (this.manifest && this.state) return content(this.manifest, this.state);
    const check = this.trouble ?? this.watch?.error ?? null;
    return html`<section class="page"><h1 class="visually-hidden">${t("wait.letter")}</h1>${check ? refusal(check) : busy("wait.letter")}</section>`;
  }
}

// What the letter is at, in words.
export function phaseText(state: LetterState): string {
  if (state.phase === "complete") return t(state.outcome === "failed" ? "phase.failed" : "phase.opened");
  return t(`phase.${state.phase}`);
}

// When the next thing happens, as a sentence that a page repeats every second.
export function nextText(state: LetterState, now: number): string {
  if (state.phase === "waiting") {
    return t("next.start", { when: moment(state.schedule.start), left: duration((Date.parse(state.schedule.start) - now) / 1000) });
  }
  if (state.phase === "open" && state.epoch) {
    const left = (Date.parse(state.epoch.ends) - now) / 1000;
    if (state.epoch.ending || left <= 0) return t("next.ending");
    if (state.epoch.closing) return t("next.closing", { left: duration(left) });
    const { start, epochs, epoch_seconds, window } = state.schedule;
    const ends = t("next.epoch", { left: duration(left) });
    if (state.epoch.number > epochs - window) return `${ends} ${t("next.drawn")}`;
    const close = (Date.parse(start) - now) / 1000 + (epochs - window + 1) * epoch_seconds;
    return `${ends} ${t(window > 1 ? "next.may_close" : "next.close", { left: duration(close) })}`;
  }
  const toObject = state.objections_until ? (Date.parse(state.objections_until) - now) / 1000 : 0;
  if (toObject > 0) return t("next.objections", { when: moment(state.objections_until!), left: duration(toObject) });
  return t(state.phase === "complete" ? "next.complete" : "next.trustees");
}

// A sentence that counts down, apart from the page around it.
export class Countdown extends Page {
  static override properties = { watch: { attribute: false } };
  declare watch: LetterWatch;
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }
  override disconnectedCallback(): void {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }
  protected override render(): TemplateResult {
    return html`${this.watch.state ? nextText(this.watch.state, this.watch.now()) : ""}`;
  }
}
customElements.define("us-countdown", Countdown);

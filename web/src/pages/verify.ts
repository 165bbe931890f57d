// Verification in the reader's browser: the whole record, leaf by leaf, with the core that
// undersigned-verify is made of. And the same with a record that was tampered with.
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { ApiError, result as serverResult, type LetterState, type Manifest } from "../api.ts";
import { CoreClient, CoreError } from "../core/client.ts";
import { kWithheld, type Reading, type Tampering, type Verdict } from "../core/desk.ts";
import type { CheckLine } from "../core/shapes.ts";
import { has, number, seconds, t, type Key } from "../i18n.ts";
import { LetterPage, whatShows } from "../letter-page.ts";
import { digest, refusal } from "../page.ts";
import { sessionOf } from "../session.ts";

const checks = ["manifest", "keys", "roster", "fingerprint", "holding", "epochs", "entries", "count", "settlement", "names", "cells", "tallies", "beside", "checkpoint", "state"];
const tamperings: Tampering[] = ["forge", "drop", "replay", "reorder"];

class Verify extends LetterPage {
  readonly #client = new CoreClient();
  #running: Tampering | "whole" | null = null;
  #reading: Reading | null = null;
  #lines: CheckLine[] = [];
  #verdict: Verdict | null = null;
  #same: boolean | null = null;
  #broken = new Map<Tampering, Verdict>();
  #refused: string | null = null;
  #fingerprint = "";

  override disconnectedCallback(): void {
    this.#client.stop();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("letter")) this.#fingerprint = sessionOf(this.letter).invitation?.fingerprint ?? "";
  }

  protected override render(): TemplateResult {
    return this.whenRead((manifest, state) => html`
      <section class="page narrow">
        <h1>${t("verify.title")}</h1>
        <p class="about" lang=${manifest.language}>${manifest.title}</p>
        <p class="lead">${t("verify.lead")}</p>
        ${this.#form(state)} ${this.#progress()} ${this.#outcome()}
      </section>
      ${this.#breakIt(manifest)}
    `);
  }

  #form(state: LetterState): TemplateResult {
    return html`<form @submit=${this.#start}>
      <label for="fingerprint">${t("verify.fingerprint")}</label>
      <p class="hint" id="fingerprint-hint">${t("verify.fingerprint_hint")}</p>
      <input id="fingerprint" name="fingerprint" type="text" class="code" maxlength="80" autocapitalize="off" autocomplete="off" spellcheck="false"
        aria-describedby="fingerprint-hint" .value=${this.#fingerprint} @input=${(event: Event) => (this.#fingerprint = (event.target as HTMLInputElement).value)} />
      ${refusal(this.#refused)}
      <div class="actions">
        <button type="submit" class="button" aria-disabled=${this.#running || !state.fingerprint ? "true" : "false"}>${t("verify.start")}</button>
        ${this.#running === "whole" ? html`<button type="button" class="button quiet" @click=${this.#cancel}>${t("verify.cancel")}</button>` : nothing}
      </div>
      ${state.fingerprint ? nothing : html`<p class="remark">${t("verify.early")}</p>`}
    </form>`;
  }

  readonly #start = async (event: Event) => {
    event.preventDefault();
    if (this.#running || !this.state?.fingerprint) return;
    const typed = this.#fingerprint.replace(/\s/g, "").toLowerCase();
    this.#refused = typed === "" || /^[0-9a-f]{64}$/.test(typed) ? null : "verify.fingerprint";
    this.#verdict = null;
    this.#same = null;
    this.#lines = [];
    if (this.#refused) return this.requestUpdate();
    const verdict = await this.#read(typed || null, null);
    if (!verdict) return;
    this.#verdict = verdict;
    if (!verdict.failure) await this.#compare(verdict.result);
    void this.moveTo("#verdict");
  };

  // One reading of the record; null if it was stopped or could not be done.
  async #read(fingerprint: string | null, tampering: Tampering | null): Promise<Verdict | null> {
    this.#running = tampering ?? "whole";
    this.#reading = null;
    this.requestUpdate();
    try {
      return await this.#client.verify(this.letter, fingerprint, tampering, (reading) => {
        this.#reading = reading;
        if (!tampering) this.#lines.push(...reading.lines);
        this.requestUpdate();
      });
    } catch (error) {
      if (!(error instanceof CoreError) || error.check !== "page.stopped") {
        this.#refused = error instanceof CoreError ? error.check : "page.error";
      }
      return null;
    } finally {
      this.#running = null;
      this.requestUpdate();
    }
  }

  // The server's own numbers against those of this browser.
  async #compare(own: unknown): Promise<void> {
    if (this.state?.phase !== "complete") return;
    try {
      this.#same = JSON.stringify(await serverResult(this.letter)) === JSON.stringify(own);
    } catch (error) {
      this.#refused = error instanceof ApiError ? error.check : "page.error";
    }
  }

  readonly #cancel = () => {
    this.#client.stop();
  };

  #progress(): TemplateResult | typeof nothing {
    if (this.#running !== "whole" && !this.#verdict) return nothing;
    const reading = this.#reading;
    return html`
      ${this.#running === "whole"
        ? html`<label for="progress">${t("verify.progress", { n: reading?.leaves ?? 0, all: reading?.size ?? 0 })}</label>
            <progress id="progress" max=${reading?.size || 1} value=${reading?.leaves ?? 0}></progress>`
        : nothing}
      ${this.#list(this.#lines)}
    `;
  }

  #list(lines: CheckLine[]): TemplateResult {
    const sorted = [...lines].sort((a, b) => checks.indexOf(a.name) - checks.indexOf(b.name));
    return html`<ol class="checks">
      ${sorted.map((line) => html`<li id=${line.name} class=${line.ok ? "ok" : "bad"}>
        <span class="tick" aria-hidden="true">${line.ok ? "✓" : "✕"}</span>
        <span class="check">
          <strong>${has(`check.${line.name}`) ? t(`check.${line.name}` as Key) : line.name}</strong>
          <span class="visually-hidden">${t(line.ok ? "verify.passed" : "verify.did_not")}</span>
          <span class="detail" lang="en">${line.detail}</span>
        </span>
      </li>`)}
    </ol>`;
  }

  #outcome(): TemplateResult | typeof nothing {
    const verdict = this.#verdict;
    if (!verdict) return nothing;
    if (verdict.failure?.check === kWithheld) {
      return html`<div class="panel bad" id="verdict" tabindex="-1">
        <h2>${t("verify.withheld")}</h2>
        <p>${t("verify.withheld_words")}</p>
      </div>`;
    }
    if (verdict.failure) {
      return html`<div class="panel bad" id="verdict" tabindex="-1">
        <h2>${t("verify.invalid")}</h2>
        <p>${this.#failureText(verdict)}</p>
      </div>`;
    }
    return html`<div class="panel good" id="verdict" tabindex="-1">
      <h2>${t("verify.valid")}</h2>
      <p>${t("verify.valid_words", { n: verdict.size, time: seconds(verdict.milliseconds) })}</p>
      ${this.#same === null ? nothing : html`<p>${t(this.#same ? "verify.same" : "verify.differs")}</p>`}
      ${this.#fingerprint.trim() ? nothing : html`<p>${t("verify.self_consistent")}</p>`}
      <p class="remark">${t("verify.this_fingerprint")} ${digest(verdict.fingerprint ?? "")}</p>
    </div>`;
  }

  #failureText({ failure }: Verdict): TemplateResult {
    const name = has(`check.${failure!.line}`) ? t(`check.${failure!.line}` as Key) : failure!.line;
    return html`${failure!.leaf === null ? t("verify.stopped_by", { check: name }) : t("verify.stopped_at", { check: name, leaf: number(failure!.leaf) })}
      <span class="detail" lang="en">${failure!.message} <code>${failure!.check}</code></span>`;
  }

  #breakIt(manifest: Manifest): TemplateResult {
    return html`<section class="page narrow" aria-labelledby="break">
      <h2 id="break">${t("break.title")}</h2>
      <p class="lead">${whatShows(manifest, "break.lead", { n: manifest.roster_size })}</p>
      <ul class="tampering">
        ${tamperings.filter((how) => how !== "drop" || manifest.cover === "all").map((how) => html`<li>
          <h3>${t(`break.${how}`)}</h3>
          <p>${t(`break.${how}_words`)}</p>
          <button type="button" class="button quiet" aria-disabled=${this.#running ? "true" : "false"} @click=${() => this.#tamper(how)}>${t(`break.${how}_do`)}</button>
          <div role="status">${this.#running === how ? html`<p class="busy"><span class="turning" aria-hidden="true"></span> ${t("break.reading", { n: this.#reading?.leaves ?? 0 })}</p>` : this.#brokenText(how)}</div>
        </li>`)}
      </ul>
      <p class="remark">${whatShows(manifest, "break.tree")}</p>
    </section>`;
  }

  #brokenText(how: Tampering): TemplateResult | typeof nothing {
    const verdict = this.#broken.get(how);
    if (!verdict) return nothing;
    return html`<div class="caught"><p><strong>${t(verdict.failure ? "break.caught" : "break.not_caught")}</strong> ${verdict.failure ? html`${t(`break.${how}_why`)} ${this.#failureText(verdict)}` : nothing}</p></div>`;
  }

  async #tamper(how: Tampering): Promise<void> {
    if (this.#running) return;
    const verdict = await this.#read(null, how);
    if (verdict) this.#broken.set(how, verdict);
    this.requestUpdate();
  }
}
customElements.define("us-verify", Verify);

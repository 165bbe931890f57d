// Signing: one sentence, one confirmation. What it means is said before, on the same page: if the letter
// opens, if it fails, what becomes public either way, what nobody can protect against.
import { html, nothing, type TemplateResult } from "lit";
import { ApiError, type Item, type LetterState, type Manifest } from "../api.ts";
import { firstRows, noChoice, rowsOf } from "../core/choice.ts";
import { CoreError } from "../core/client.ts";
import "../entrance.ts";
import { number, t } from "../i18n.ts";
import { LetterPage, phaseText, whatShows } from "../letter-page.ts";
import { choiceList, optionsOf, optionText, placesOf, questionOf, rankedAnswers, signatureOption, signatureSentence, signatureWords, type How } from "../options.ts";
import { busy, parts, refusal } from "../page.ts";
import { sealAndSend, type Waiting } from "../sealing.ts";
import { sessionOf, type Act, type Session } from "../session.ts";

type Step = "choose" | "confirm" | "done";

class Sign extends LetterPage {
  #options: number[] = [];
  #step: Step = "choose";
  #waiting: Waiting | null = null;
  #refused: string | null = null;
  #act: Act | null = null;

  get #session(): Session {
    return sessionOf(this.letter);
  }

  protected override render(): TemplateResult {
    return this.whenRead((manifest, state) => html`<section class="page narrow">
      <h1>${t("sign.title")}</h1>
      <p class="about" lang=${manifest.language}>${manifest.title}</p>
      ${this.#content(manifest, state)}
    </section>`);
  }

  #content(manifest: Manifest, state: LetterState): TemplateResult {
    if (this.#step === "done" && this.#act) return this.#done(manifest, this.#act);
    if (state.phase !== "open" && this.#waiting === null) {
      return html`<p class="lead">${phaseText(state)}</p><p><us-countdown .watch=${this.watch!}></us-countdown></p>`;
    }
    if (!this.#session.entered) {
      return html`<p class="lead">${t("sign.lead")}</p>
        <us-entrance .letter=${this.letter} .manifest=${manifest} @entered=${this.#entered}></us-entrance>
        ${this.#meaning(manifest)}`;
    }
    return this.#step === "confirm" ? this.#confirm(manifest) : this.#choose(manifest, state);
  }

  readonly #entered = () => {
    void this.moveTo("#sentence-heading");
  };

  // What was sealed last in this visit, else the sentence that most people mean.
  #start(manifest: Manifest): void {
    const none = noChoice(manifest.items);
    if (this.#options.length === none.length) return;
    const last = this.#session.acts.at(-1)?.options;
    this.#options = last ? [...last] : none.with(0, Math.min(2, manifest.items[0]!.ladder!.length));
  }

  #set(row: number, ...options: number[]): void {
    this.#options.splice(row, options.length, ...options);
    this.requestUpdate();
  }

  #choose(manifest: Manifest, state: LetterState): TemplateResult {
    this.#start(manifest);
    const [signature, ...others] = manifest.items;
    const rows = firstRows(manifest.items);
    return html`
      <form @submit=${this.#review}>
        <h2 id="sentence-heading" tabindex="-1">${t("sign.sentence.heading")}</h2>
        ${this.#sentence(signature!)}
        ${others.length ? html`<h2>${t("sign.questions")}</h2><p class="remark">${t("sign.questions_words")}</p>` : nothing}
        ${others.map((item, i) => (item.kind === "ranking" ? this.#ranking(manifest, item, rows[i + 1]!) : this.#question(manifest, item, rows[i + 1]!)))}
        ${others.length ? this.#unanimity(manifest) : nothing}
        ${refusal(this.#refused)}
        <p><button type="submit" class="button">${t("sign.review")}</button></p>
        <p class="remark"><us-countdown .watch=${this.watch!}></us-countdown> ${state.epoch?.closing ? t("sign.last_epoch") : nothing}</p>
      </form>
      ${this.#meaning(manifest)}
    `;
  }

  #sentence(item: Item): TemplateResult {
    const { how, level } = signatureWords(item, this.#options[0]!);
    const choose = (event: Event) => this.#set(0, signatureOption(item, (event.target as HTMLInputElement).value as How, level));
    const raise = (event: Event) => this.#set(0, signatureOption(item, how, Number((event.target as HTMLSelectElement).value)));
    const levels = html`<select id="level" aria-label=${t("sign.level")} @change=${raise}>
      ${item.ladder!.map((threshold, i) => html`<option value=${i + 1} ?selected=${i + 1 === level}>${number(threshold)}</option>`)}
    </select>`;
    return html`
      <fieldset class="how">
        <legend>${t("sign.how")}</legend>
        ${(["named", "counted", "none"] as const).map(
          (value) => html`<label class="choice"><input type="radio" name="how" value=${value} .checked=${value === how} @change=${choose} /> <span>${t(`sign.how.${value}`)}</span></label>`,
        )}
      </fieldset>
      <p class="sentence">${how === "none" ? t("sign.sentence.none") : parts(how === "named" ? "sign.sentence.named" : "sign.sentence.counted", { n: levels }, 2)}</p>
      <p class="remark">${t(`sign.how.${how}_words`)}</p>
    `;
  }

  #question(manifest: Manifest, item: Item, at: number): TemplateResult {
    const options = Array.from({ length: optionsOf(item) + 1 }, (_, i) => (i + 1) % (optionsOf(item) + 1));
    return html`<fieldset class="question">
      <legend lang=${manifest.language}>${questionOf(item)}</legend>
      ${options.map(
        (option) => html`<label class="choice"><input type="radio" name=${item.id} .checked=${this.#options[at] === option} @change=${() => this.#set(at, option)} />
          <span lang=${option && item.kind === "choice" ? manifest.language : nothing}>${optionText(item, option)}</span></label>`,
      )}
    </fieldset>`;
  }

  // No order, or one that buttons move about: each answer's buttons say what they do to it.
  #ranking(manifest: Manifest, item: Item, at: number): TemplateResult {
    const order = rankedAnswers(item, this.#options.slice(at, at + rowsOf(item)));
    const put = (places: number[]) => this.#set(at, ...places);
    const move = (from: number, to: number) => {
      const moved = [...order];
      [moved[from], moved[to]] = [moved[to]!, moved[from]!];
      put(placesOf(moved));
    };
    const mover = (from: number, to: number, sign: string, key: "sign.ranking.up" | "sign.ranking.down") =>
      html`<button type="button" class="move" ?disabled=${to < 0 || to === order.length} aria-label=${t(key, { answer: item.answers![order[from]!]! })} @click=${() => move(from, to)}>${sign}</button>`;
    return html`<fieldset class="question">
      <legend lang=${manifest.language}>${questionOf(item)}</legend>
      <label class="choice"><input type="radio" name=${item.id} .checked=${order.length > 0} @change=${() => put(placesOf(item.answers!.map((_, i) => i)))} /> <span>${t("sign.ranking.order")}</span></label>
      ${order.length === 0
        ? nothing
        : html`<ol class="order" aria-live="polite">
            ${order.map((answer, i) => html`<li><span lang=${manifest.language}>${item.answers![answer]!}</span> <span class="moves">${mover(i, i - 1, "↑", "sign.ranking.up")}${mover(i, i + 1, "↓", "sign.ranking.down")}</span></li>`)}
          </ol>`}
      <label class="choice"><input type="radio" name=${item.id} .checked=${order.length === 0} @change=${() => put(Array<number>(rowsOf(item)).fill(0))} /> <span>${t("items.no_answer")}</span></label>
    </fieldset>`;
  }

  #unanimity(manifest: Manifest): TemplateResult {
    if (manifest.cover === "none") return html`<p class="remark">${t("sign.cell_uncovered")}</p>`;
    const cells = this.#session.foundation?.roster.cells ?? [];
    const own = cells.find((cell) => cell.cohorts.includes(this.#session.invitation?.cohort ?? ""));
    return html`<p class="remark">${own && cells.length > 1 ? t("sign.cell", { n: own.people, cohorts: own.cohorts.join(", ") }) : t("sign.cell_all")}</p>`;
  }

  // Before anything is typed and again beside the sentence: what follows from signing.
  #meaning(manifest: Manifest): TemplateResult {
    const point = (key: "opens" | "fails" | "uncovered" | "invited" | "issuer" | "trustees" | "watched", slots: Record<string, string | number> = {}) =>
      html`<div><dt>${t(`means.${key}`)}</dt><dd>${t(`means.${key}_words`, slots)}</dd></div>`;
    return html`<section class="meaning" aria-labelledby="meaning">
      <h2 id="meaning">${t("means.title")}</h2>
      <dl>
        ${manifest.cover === "none" ? point("uncovered") : nothing}
        ${point("opens")} ${point("fails")}
        <div><dt>${t("means.changes")}</dt><dd>${whatShows(manifest, "means.changes_words")}</dd></div>
        ${manifest.names === "committed" ? point("invited") : nothing}
        ${manifest.issuers.length === 1 ? point("issuer", { issuer: manifest.issuers[0]!.name }) : nothing}
        ${point("trustees", { n: manifest.trustees.threshold })} ${point("watched")}
      </dl>
    </section>`;
  }

  readonly #review = (event: Event) => {
    event.preventDefault();
    this.#refused = null;
    this.#step = "confirm";
    void this.moveTo("#confirm");
  };

  #confirm(manifest: Manifest): TemplateResult {
    return html`<div class="panel confirm">
      <h2 id="confirm" tabindex="-1">${t("confirm.title")}</h2>
      <p class="sentence">${signatureSentence(manifest.items[0]!, this.#options[0]!)}</p>
      ${manifest.items.length > 1 ? choiceList(manifest, this.#options) : nothing}
      <p>${this.#options[0] === 0 ? whatShows(manifest, "confirm.none") : t("confirm.loud")}</p>
      ${refusal(this.#refused)}
      <div class="actions">
        <button type="button" class="button" aria-disabled=${this.#waiting ? "true" : "false"} @click=${this.#seal}>${t("confirm.seal")}</button>
        <button type="button" class="button quiet" ?disabled=${this.#waiting !== null} @click=${this.#back}>${t("confirm.back")}</button>
      </div>
      ${this.#waiting ? busy(`sealing.${this.#waiting}`) : nothing}
    </div>`;
  }

  readonly #back = () => {
    this.#step = "choose";
    void this.moveTo("#sentence-heading");
  };

  readonly #seal = async () => {
    if (this.#waiting) return;
    this.#refused = null;
    const report = (waiting: Waiting) => {
      this.#waiting = waiting;
      this.requestUpdate();
    };
    report("sealing");
    try {
      this.#act = await sealAndSend(this.#session, this.watch!, [...this.#options], report);
      this.#step = "done";
    } catch (error) {
      this.#refused = error instanceof ApiError || error instanceof CoreError ? error.check : "page.error";
    }
    this.#waiting = null;
    void this.moveTo(this.#act ? "#sealed" : "#confirm");
  };

  #done(manifest: Manifest, act: Act): TemplateResult {
    return html`<div class="panel done">
      <h2 id="sealed" tabindex="-1">${t("done.title")}</h2>
      <p class="sentence">${signatureSentence(manifest.items[0]!, act.options[0]!)}</p>
      <p>${t("done.epoch", { n: act.epoch })}</p>
      <p>${whatShows(manifest, "done.nothing_shows")}</p>
      <p class="remark">${t("done.made", { n: Math.max(1, Math.round(act.milliseconds)) })}</p>
      <div class="actions">
        <a class="button quiet" href=${`/letters/${this.letter}/mine`}>${t("done.mine")}</a>
        <button type="button" class="button quiet" @click=${this.#again}>${t("done.change")}</button>
      </div>
    </div>`;
  }

  readonly #again = () => {
    this.#act = null;
    this.#step = "choose";
    void this.moveTo("#sentence-heading");
  };
}
customElements.define("us-sign", Sign);

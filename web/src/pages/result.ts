// The result: the names, and then each quantity by itself. Nothing is added up; beside every number
// stands the link that derives it anew from the record, in the reader's own browser.
import { html, nothing, type TemplateResult } from "lit";
import { ApiError, result, type LadderTally, type LetterState, type Manifest, type Ranking, type Result, type Tally } from "../api.ts";
import { fates, offers } from "../beside.ts";
import { bar, figure, rows, table, type Row } from "../charts.ts";
import { collator, moment, number, t } from "../i18n.ts";
import { LetterPage, phaseText } from "../letter-page.ts";
import { questionOf } from "../options.ts";
import { busy, refusal } from "../page.ts";
import { saveRecord } from "../take-away.ts";

const kFreedom = "freedom";

// How many people the numbers of answers are of.
const peopleCounted = (found: Result): number => found.took_part ?? found.people;

class ResultPage extends LetterPage {
  #result: Result | null = null;
  #asked = "";
  #refused: string | null = null;
  #packing: { done: number; all: number } | null = null;
  #notPacked: string | null = null;

  protected override stateChanged(): void {
    super.stateChanged();
    if (this.state?.phase !== "complete" || this.#asked === this.letter) return;
    this.#asked = this.letter;
    result(this.letter).then(
      (found) => {
        this.#result = found;
        this.requestUpdate();
      },
      (error: unknown) => {
        this.#refused = error instanceof ApiError ? error.check : "page.error";
        this.requestUpdate();
      },
    );
  }

  protected override render(): TemplateResult {
    return this.whenRead((manifest, state) => {
      if (state.phase !== "complete") return this.#pending(manifest, state);
      if (!this.#result) return html`<section class="page"><h1>${t("result.title")}</h1>${refusal(this.#refused)}${this.#refused ? nothing : busy("wait.result")}</section>`;
      return this.#opened(manifest, this.#result);
    });
  }

  #pending(manifest: Manifest, state: LetterState): TemplateResult {
    return html`<section class="page narrow">
      <h1>${t("result.title")}</h1>
      <p class="about" lang=${manifest.language}>${manifest.title}</p>
      <p class="lead">${phaseText(state)}</p>
      <p>${t("result.pending")}</p>
      <p><us-countdown .watch=${this.watch!}></us-countdown></p>
    </section>`;
  }

  #opened(manifest: Manifest, found: Result): TemplateResult {
    const failed = found.state === "failed";
    return html`
      <section class="page hero">
        <p class="to"><span class="label">${t("letter.to")}</span> <span lang=${manifest.language}>${manifest.addressee}</span></p>
        <h1 lang=${manifest.language}>${manifest.title}</h1>
        <p class="lead">${failed ? t("result.failed") : this.#headline(found)}</p>
        <p><a href=${`/letters/${this.letter}`}>${t("result.read")}</a></p>
      </section>
      ${failed ? nothing : this.#names(found)} ${this.#numbers(manifest, found)} ${fates(found)} ${this.#downloads(found)}
    `;
  }

  #headline(found: Result): string {
    const { names, signatures } = found.settlement!;
    if (names === 0) return t("result.counted_only", { n: signatures });
    const named = t("result.named", { n: names });
    return signatures > names ? `${named} ${t("result.more", { n: signatures - names })}` : named;
  }

  // The link of every number: the record, verified here, up to the check that the number rests on.
  #derive(check: string): TemplateResult {
    return html`<p class="derive"><a href=${`/letters/${this.letter}/verify#${check}`}>${t("result.derive")}</a></p>`;
  }

  #names(found: Result): TemplateResult | typeof nothing {
    if (found.names.length === 0) return nothing;
    const order = collator();
    const sorted = [...found.names].sort((a, b) => order.compare(a.name ?? "\uffff", b.name ?? "\uffff"));
    return html`<section class="page" aria-labelledby="names">
      <h2 id="names">${t("names.title", { n: found.names.length })}</h2>
      <p class="lead">${t("names.lead", { n: found.names.length })}</p>
      <ul class="names">
        ${sorted.map((opened) => html`<li>
          <span class=${opened.readable ? "name" : "name unreadable"}>${opened.name ?? t("names.unreadable")}</span>
          <span class="about-name">${[opened.role, opened.cohort].filter(Boolean).join(", ")}</span>
          ${opened.withdrawn ? html`<span class="about-name"><em>${t("names.withdrawn")}</em></span>` : nothing}
        </li>`)}
      </ul>
      ${this.#derive("names")}
    </section>`;
  }

  #numbers(manifest: Manifest, found: Result): TemplateResult {
    return html`<section class="page" aria-labelledby="numbers">
      <h2 id="numbers">${t("numbers.title")}</h2>
      <p class="lead">${t("numbers.lead")}</p>
      ${typeof found.took_part === "number" ? html`<p>${t("result.took_part", { n: found.took_part, people: number(found.people) })}</p>${this.#derive("cells")}` : nothing}
      ${found.amendments ? html`<p>${t("result.amendments", { n: found.amendments })}</p>${this.#derive("epochs")}` : nothing}
      ${this.#ladder(found)} ${found.demands.map((demand) => this.#promised(manifest, found, demand, "demand"))}
      ${found.pledges.map((pledge) => this.#promised(manifest, found, pledge, "pledge"))} ${found.tallies.map((tally) => this.#tally(manifest, found, tally))}
      ${found.rankings.map((ranking) => this.#ranking(manifest, found, ranking))} ${offers(found)} ${found.tallies.length ? this.#groups(manifest, found) : nothing}
    </section>`;
  }

  #ladder(found: Result): TemplateResult {
    const settled = found.settlement!;
    let named = 0;
    const byName: Row[] = found.ladder.map((level) => {
      named += level.by_name ?? 0;
      const met = level.level <= settled.names_level;
      const note = level.level === settled.names_level ? t("ladder.names_settle") : met ? t("ladder.met") : t("ladder.short", { n: Math.max(0, level.threshold - named) });
      return { label: t("ladder.names_if", { n: level.threshold }), value: named, note, mark: level.threshold, strong: level.level === settled.names_level, parts: [{ kind: met ? "named" : "unmet", value: named }] };
    });
    let counted = 0;
    const unnamed: Row[] = found.ladder.map((level) => {
      counted += level.counted ?? 0;
      const all = settled.names + counted;
      const met = level.level <= settled.counted_level;
      const note = level.level === settled.counted_level ? t("ladder.counted_settle") : met ? t("ladder.met") : t("ladder.short", { n: Math.max(0, level.threshold - all) });
      return { label: t("ladder.counted_if", { n: level.threshold }), value: all, note: `${note} ${t("ladder.sum", { names: number(settled.names), counted: number(counted) })}`, mark: level.threshold, strong: level.level === settled.counted_level, parts: [{ kind: "named", value: settled.names }, { kind: met ? "counted" : "unmet", value: counted }] };
    });
    const body = found.ladder.map((level) => [number(level.threshold), level.by_name ?? 0, level.counted ?? 0]);
    return html`<section aria-labelledby="ladder">
      <h3 id="ladder">${t("ladder.title")}</h3>
      <p class="remark">${t("ladder.lead")}</p>
      <div class="pair">
        ${figure(t("ladder.names"), t("ladder.names_words"), rows(byName, found.people))}
        ${figure(t("ladder.counted"), t("ladder.counted_words"), rows(unnamed, found.people))}
      </div>
      ${table(t("ladder.title"), [t("ladder.threshold"), t("ladder.by_name_here"), t("ladder.counted_here")], body)} ${this.#derive("settlement")}
    </section>`;
  }

  // A demand or a pledge: how many would at each level, and the level that holds.
  #promised(manifest: Manifest, found: Result, tally: LadderTally, kind: "demand" | "pledge"): TemplateResult {
    let people = 0;
    const list: Row[] = tally.levels.map(({ level, threshold, people: here }) => {
      people += here;
      const held = Math.min(people, tally.people);
      const note = level === tally.settled_level ? t(`${kind}.reached`) : level < tally.settled_level ? t(`${kind}.met`) : t("ladder.short", { n: Math.max(0, threshold - people) });
      return { label: t(`${kind}.if`, { n: threshold }), value: people, note, mark: threshold, strong: level === tally.settled_level, parts: [{ kind: "said", value: held }, { kind: "unmet", value: people - held }] };
    });
    const settled = tally.levels.find(({ level }) => level === tally.settled_level);
    const words = settled ? t(`${kind}.settled`, { n: tally.people, threshold: number(settled.threshold) }) : t(`${kind}.none`);
    const opposed = tally.opposed ?? null;
    return html`<section aria-labelledby=${`item-${tally.item}`}>
      <h3 id=${`item-${tally.item}`} lang=${manifest.language}>${tally.text}</h3>
      ${figure(t(`${kind}.title`), words, rows(list, peopleCounted(found)))}
      ${opposed === null ? nothing : figure(t("demand.opposed"), t("demand.opposed_words"), rows([{ label: t("demand.oppose"), value: opposed, parts: [{ kind: "said", value: opposed }] }], peopleCounted(found)))}
      ${tally.release ? releaseWords(manifest, tally.release) : nothing}
      ${table(tally.text, [t("ladder.threshold"), t("table.here")], tally.levels.map((level) => [number(level.threshold), level.people]), manifest.language)} ${this.#derive("tallies")}
    </section>`;
  }

  // How many put each answer first; all places in the table.
  #ranking(manifest: Manifest, found: Result, ranking: Ranking): TemplateResult {
    const first: Row[] = ranking.answers.map((answer) => ({ label: answer.answer, value: answer.by_place[0]!, share: true, parts: [{ kind: "said", value: answer.by_place[0]! }] }));
    const ranked = first.reduce((sum, row) => sum + row.value, 0);
    const places = ranking.answers.map((_, i) => t("ranking.place", { n: i + 1 }));
    return html`<section aria-labelledby=${`item-${ranking.item}`}>
      <h3 id=${`item-${ranking.item}`} lang=${manifest.language}>${ranking.question}</h3>
      ${figure(t("ranking.first"), t("items.answered", { n: ranked, people: number(peopleCounted(found)) }), rows(first, peopleCounted(found), manifest.language))}
      ${table(ranking.question, ["", ...places], ranking.answers.map((answer) => [answer.answer, ...answer.by_place]), manifest.language)} ${this.#derive("tallies")}
    </section>`;
  }

  #tally(manifest: Manifest, found: Result, tally: Tally): TemplateResult {
    const answered: Row[] = tally.answers.map((answer) => ({ label: answer.answer, value: answer.total, share: true, parts: [{ kind: "said", value: answer.total }] }));
    const silent: Row = { label: t("items.no_answer"), value: tally.no_answer, share: true, parts: [{ kind: "silent", value: tally.no_answer }] };
    const chart = figure(
      t("items.all"),
      t("items.answered", { n: peopleCounted(found) - tally.no_answer, people: number(peopleCounted(found)) }),
      html`${rows(answered, peopleCounted(found), manifest.language)}${rows([silent], peopleCounted(found))}`,
    );
    return html`<section aria-labelledby=${`item-${tally.item}`}>
      <h3 id=${`item-${tally.item}`} lang=${manifest.language}>${tally.question}</h3>
      ${tally.item === kFreedom ? html`<p class="remark">${t("freedom.lead")}</p><div class="pair">${this.#signed(found)}${chart}</div>` : chart}
      ${this.#byCell(manifest, found, tally)} ${this.#derive("tallies")}
    </section>`;
  }

  // What the record shows about signing, to stand beside what people said about it.
  #signed(found: Result): TemplateResult {
    const { names, signatures } = found.settlement!;
    const row = (label: string, kind: string, value: number): Row => ({ label, value, share: true, parts: [{ kind, value }] });
    return figure(t("freedom.record"), t("freedom.record_words"), rows([row(t("freedom.named"), "named", names), row(t("freedom.counted"), "counted", signatures - names)], peopleCounted(found)));
  }

  #byCell(manifest: Manifest, found: Result, tally: Tally): TemplateResult {
    const cells = found.cells.map((cell) => cell.cohorts.join(", "));
    const body = [
      ...tally.answers.map((answer) => [answer.answer, answer.total, ...(cells.length > 1 ? answer.by_cell : [])]),
      [t("items.no_answer"), tally.no_answer, ...(cells.length > 1 ? tally.no_answer_by_cell : [])],
    ];
    const panels = tally.answers.map((answer) => html`<figure>
      <figcaption><strong lang=${manifest.language}>${answer.answer}</strong></figcaption>
      <ul class="rows small">
        ${found.cells.map((cell, i) => html`<li><span class="head"><span class="what">${cells[i]}</span><span class="value">${t("items.of", { n: answer.by_cell[i]!, all: cell.people })}</span></span>${bar([{ kind: "said", value: answer.by_cell[i]! }], cell.people)}</li>`)}
      </ul>
    </figure>`);
    return html`
      ${cells.length > 1 ? html`<details class="cells"><summary>${t("items.by_cell")}</summary><div class="panels">${panels}</div></details>` : nothing}
      ${table(tally.question, ["", t("items.all"), ...(cells.length > 1 ? cells : [])], body, manifest.language)}
    `;
  }

  #groups(manifest: Manifest, found: Result): TemplateResult | typeof nothing {
    if (found.cells.length < 2) return nothing;
    return html`<section aria-labelledby="groups">
      <h3 id="groups">${t("items.groups")}</h3>
      <p class="remark">${t("items.cells", { n: manifest.smallest_cohort })}</p>
      <ul class="groups">${found.cells.map((cell) => html`<li><span>${cell.cohorts.join(", ")}</span><span class="value">${number(cell.people)}</span></li>`)}</ul>
      ${this.#derive("cells")}
    </section>`;
  }

  readonly #takeAway = async () => {
    if (this.#packing) return;
    const report = (done: number, all: number) => {
      this.#packing = { done, all };
      this.requestUpdate();
    };
    this.#notPacked = null;
    report(0, 0);
    try {
      await saveRecord(this.letter, report);
    } catch {
      this.#notPacked = "page.network";
    }
    this.#packing = null;
    this.requestUpdate();
  };

  #downloads(found: Result): TemplateResult {
    return html`<section class="page" aria-labelledby="downloads">
      <h2 id="downloads">${t("downloads.title")}</h2>
      <p class="lead">${t("downloads.lead")}</p>
      <ul class="plain">
        <li><a href=${`/api/letters/${this.letter}/result`} download="result.json">${t("downloads.result")}</a></li>
        <li><a href=${`/api/letters/${this.letter}/manifest`} download="manifest.json">${t("downloads.manifest")}</a></li>
      </ul>
      <p><button type="button" class="button quiet" id="take-away" aria-disabled=${this.#packing ? "true" : "false"} @click=${this.#takeAway}>${t("downloads.record")}</button></p>
      ${this.#packing ? busy("downloads.packing", { n: this.#packing.done, all: this.#packing.all }) : nothing} ${refusal(this.#notPacked)}
      <p>${t("downloads.offline")}</p>
      <pre class="command"><code>tar xf ${this.letter}-record.tar
undersigned-verify --fingerprint ${found.fingerprint} record</code></pre>
      <p><a class="button" href=${`/letters/${this.letter}/verify`}>${t("downloads.verify")}</a></p>
    </section>`;
  }
}

// When those who pledged are free of their word.
function releaseWords(manifest: Manifest, release: NonNullable<LadderTally["release"]>): TemplateResult {
  const demands = manifest.items.filter(({ id }) => release.demands.includes(id));
  return html`
    ${demands.length ? html`<p class="remark">${t("pledge.release", { n: release.at_least })}</p>
          <ul class="questions" role="list">${demands.map((demand) => html`<li lang=${manifest.language}>${questionOf(demand)}</li>`)}</ul>
          <p>${t(release.released ? "pledge.released" : "pledge.bound")}</p>` : nothing}
    ${release.expires ? html`<p class="remark">${t("pledge.expires", { moment: moment(release.expires) })}</p>` : nothing}
  `;
}
customElements.define("us-result", ResultPage);

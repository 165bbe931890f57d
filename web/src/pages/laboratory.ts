// The rehearsal's laboratory: sliders, and beside them each quantity by itself, over many rehearsals among
// simulated people. Nothing is added up, no best point is named, and what it does not say stands below.
import rehearsalWasm from "rehearsal-wasm?url";
import nightLetter from "night-letter";
import { html, nothing, type TemplateResult } from "lit";
import { figure, rows, table, type Row } from "../charts.ts";
import { CoreError } from "../core/calls.ts";
import { decimal, number, percent, seconds, t } from "../i18n.ts";
import { Page, parts, refusal } from "../page.ts";
import { course, extent, histogram, spreadText } from "../rehearsal/charts.ts";
import type { Destination, Interval, Summary } from "../rehearsal/module.ts";
import { boundsOf, fragmentOf, ladderOf, originsOf, settingNames, settingsOf, usualSettings, waysOf, type Setting, type Way } from "../rehearsal/plan.ts";
import { Runner, workerBench, type Bench, type Found, type Report } from "../rehearsal/runner.ts";

const plan = nightLetter;
const bounds = boundsOf(plan);
const destinations = ["other", "stay", "none", "offering"] as const satisfies Destination[];
const limits = ["forecast", "pressure", "best", "person", "seal", "anyone"] as const;

// As many as there is work for; they share one compiled module.
function benches(): Bench[] {
  const module = WebAssembly.compileStreaming(fetch(rehearsalWasm));
  const many = Math.max(1, Math.min(3, navigator.hardwareConcurrency));
  return Array.from({ length: many }, () => workerBench(module));
}

class Laboratory extends Page {
  #settings = usualSettings(plan);
  #runner: Runner | null = null;
  #report: Report | null = null;
  #stale = false;
  #trouble: string | null = null;
  #copied = false;

  // The numbers that are shown, for tests of the page.
  get report(): Report | null {
    return this.#report;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#runner = new Runner(plan, benches(), this.#arrived, this.#failed);
    window.addEventListener("hashchange", this.#fromAddress);
    this.#fromAddress();
  }
  override disconnectedCallback(): void {
    window.removeEventListener("hashchange", this.#fromAddress);
    this.#runner?.close();
    super.disconnectedCallback();
  }

  readonly #arrived = (report: Report) => {
    this.#report = report;
    this.#stale = false;
    this.requestUpdate();
  };
  readonly #failed = (error: unknown) => {
    this.#trouble = error instanceof CoreError ? error.check : "page.error";
    this.requestUpdate();
  };
  readonly #fromAddress = () => {
    this.#settings = settingsOf(location.hash, plan);
    this.#rehearse();
  };

  #rehearse(): void {
    this.#stale = true;
    this.#copied = false;
    this.#trouble = null;
    this.#runner!.rehearse(waysOf(this.#settings));
    this.requestUpdate();
  }

  // The address follows when a slider is let go: browsers allow it only so often.
  #keep(): void {
    history.replaceState(null, "", location.pathname + fragmentOf(this.#settings, plan));
  }

  protected override render(): TemplateResult {
    return html`<section class="page">
      <h1>${t("lab.title")}</h1>
      <p class="lead">${t("lab.lead")}</p>
      <p class="remark">${t("lab.not_forecast", { people: plan.people })}</p>
      <div class="laboratory">
        ${this.#controls()}
        <div class="results" data-stage=${this.#stale ? "stale" : (this.#report?.stage ?? nothing)}>
          ${this.#status()} ${this.#report ? this.#results(this.#report.found) : nothing}
        </div>
      </div>
      ${this.#limits()} ${this.#origins()}
    </section>`;
  }

  #controls(): TemplateResult {
    return html`<form class="controls" aria-label=${t("lab.controls")} @submit=${(event: Event) => event.preventDefault()}>
      ${settingNames.map((name) => this.#slider(name))}
      <div class="actions">
        <button type="button" class="button quiet" id="reset" @click=${this.#reset}>${t("lab.reset")}</button>
        ${navigator.clipboard ? html`<button type="button" class="button quiet" id="copy" @click=${this.#copy}>${t("lab.copy")}</button>` : nothing}
        <span role="status">${this.#copied ? t("lab.copied") : nothing}</span>
      </div>
      <details class="hints">
        <summary>${t("lab.hints")}</summary>
        <dl>
          ${settingNames.map((name) => html`<div><dt>${t(`lab.${name}`)}</dt><dd id=${`${name}-hint`}>${t(`lab.${name}.hint`)}</dd></div>`)}
          <div><dt>${t("lab.copy")}</dt><dd>${t("lab.address")}</dd></div>
        </dl>
      </details>
    </form>`;
  }

  #slider(name: Setting): TemplateResult {
    const { least, most, step } = bounds[name];
    const words = this.#words(name);
    return html`<div class="control">
      <span class="head"><label for=${name}>${t(`lab.${name}`)}</label><output for=${name}>${words}</output></span>
      <input type="range" id=${name} min=${least} max=${most} step=${step} .value=${String(this.#settings[name])} aria-valuetext=${words} aria-describedby=${`${name}-hint`} @input=${this.#moved} @change=${() => this.#keep()} />
    </div>`;
  }

  #words(name: Setting): string {
    const settings = this.#settings;
    switch (name) {
      case "pressure":
        return percent(settings.pressure, 100);
      case "offer":
        return t((["lab.offer.none", "lab.offer.jobs", "lab.offer.matched"] as const)[settings.offer]!);
      case "wait":
        return t("lab.hours", { n: settings.wait });
      case "steps": {
        const above = ladderOf(settings).slice(1).map((level) => number(level));
        return above.length ? above.join(", ") : t("lab.steps.none");
      }
      default:
        return t("lab.people", { n: settings[name] });
    }
  }

  readonly #moved = (event: Event) => {
    const input = event.target as HTMLInputElement;
    this.#settings = { ...this.#settings, [input.id]: Number(input.value) };
    this.#rehearse();
  };
  readonly #reset = () => {
    this.#settings = usualSettings(plan);
    this.#keep();
    this.#rehearse();
  };
  readonly #copy = async () => {
    this.#keep();
    await navigator.clipboard.writeText(location.href);
    this.#copied = true;
    this.requestUpdate();
  };

  #status(): TemplateResult {
    if (this.#trouble) return html`${refusal(this.#trouble)}`;
    const { found, stage, milliseconds } = this.#report ?? { found: [], stage: "coarse", milliseconds: 0 };
    const done = found[0]?.summary.replicas;
    const words = done ? t("lab.done", { n: done, people: plan.people, time: seconds(milliseconds) }) : t("lab.first");
    const working = this.#stale || stage !== "tipping";
    return html`<p class="busy" role="status">${working ? html`<span class="turning" aria-hidden="true"></span> ` : nothing}${words}</p>`;
  }

  #results(found: Found[]): TemplateResult {
    return html`${this.#tipping(found)} ${this.#published(found)} ${this.#signers(found)} ${this.#leaving(found)}
      ${this.#ladder(found)} ${this.#demands(found)} ${this.#others(found)} ${this.#courses(found)}`;
  }

  #section(name: "published" | "signers" | "leaving" | "ladder" | "demands" | "others" | "courses", content: TemplateResult): TemplateResult {
    return html`<section aria-labelledby=${`lab-${name}`}>
      <h2 id=${`lab-${name}`}>${t(`lab.${name}`)}</h2>
      <p class="remark">${t(`lab.${name}.words`)}</p>
      ${content}
    </section>`;
  }

  #tipping(found: Found[]): TemplateResult {
    const near = found.filter(({ tipping }) => tipping?.near);
    return html`${near.map(({ way, tipping }) => {
      const [lower, here, higher] = tipping!.published;
      return html`<p class="tipping"><strong>${t("lab.tipping", { way: wayName(way) })}</strong> ${t("lab.tipping.words", { lower, here, higher })}</p>`;
    })}`;
  }

  #published(found: Found[]): TemplateResult {
    const apart = (summary: Summary) => summary.humps.map((hump) => extent(hump, summary, plan.people)).map(({ from, to, share }) => `${number(from)}–${number(to)}: ${chance(share)}`);
    const body = found.map(({ way, summary }) => [wayName(way), ...summary.published, summary.humps.length > 1 ? apart(summary).join("; ") : "–"]);
    return this.#section(
      "published",
      html`<div class="ways thirds">
          ${found.map(({ way, summary }) => figure(wayName(way), "", html`${histogram(summary, plan.people, kindOf(way), way.name === "sealed" ? way.variant.ladder : [])}<p class="note">${spreadText(summary, plan.people)} ${closed(way, summary)}</p>`))}
        </div>
        ${table(t("lab.published"), ["", ...[0.05, 0.25, 0.5, 0.75, 0.95].map((share) => percent(share, 1)), t("lab.apart")], body)}`,
    );
  }

  #signers(found: Found[]): TemplateResult {
    const quantities = ["signers", "sincere", "pressured", "hasty"] as const;
    return this.#section(
      "signers",
      html`<div class="ways">
          ${quantities.map((quantity) => figure(t(`lab.${quantity}.title`), t(`lab.${quantity}.about`), rows(byWay(found, (summary) => summary[quantity]), plan.people)))}
        </div>
        ${mixed(found)}
        ${table(t("lab.signers"), ["", ...quantities.map((quantity) => t(`lab.${quantity}.title`))], found.map(({ way, summary }) => [wayName(way), ...quantities.map((quantity) => told(summary[quantity]))]))}`,
    );
  }

  // Opinions are drawn apart from signing: they are the same whichever way the letter is published.
  #leaving(found: Found[]): TemplateResult {
    const { summary } = found[0]!;
    const all: [string, Interval][] = [[t("lab.leave.all"), summary.would_leave], ...destinations.map((to): [string, Interval] => [t(`lab.leave.${to}`), summary.would_leave_to[to]])];
    const signed = found.map(({ way, summary: { would_leave_signers: leave, signers } }) => ({
      ...row(wayName(way), leave, kindOf(way)),
      note: t("lab.leave.of", { n: Math.round(signers.value) }),
    }));
    return this.#section(
      "leaving",
      html`<div class="ways">
          ${figure(t("lab.leave.staff"), t("lab.leave.staff.about"), rows(all.map(([label, interval], i) => ({ ...row(label, interval, "neutral"), strong: i === 0 })), plan.people))}
          ${figure(t("lab.leave.signers"), t("lab.leave.signers.about"), rows(signed, plan.people))}
        </div>
        ${table(t("lab.leaving"), ["", t("lab.count")], [...all, ...found.map(({ way, summary: s }): [string, Interval] => [`${t("lab.leave.signers")}: ${wayName(way)}`, s.would_leave_signers])].map(([label, interval]) => [label, told(interval)]))}`,
    );
  }

  #ladder(found: Found[]): TemplateResult {
    const sealed = found.at(-1)!;
    const { ladder } = sealed.way.variant;
    const reached = ladder.map((level, j) => row(t("lab.ladder.level", { n: level }), sealed.summary.levels[j]!, "way-sealed", chance));
    return this.#section(
      "ladder",
      html`<div class="ways">
          ${figure(t("lab.ladder.chance"), t("lab.ladder.chance.about"), rows(reached, 1))}
          ${figure(t("lab.ladder.settled"), t("lab.ladder.settled.about"), rows([row(t("lab.ladder.names"), sealed.summary.names, "way-sealed"), { ...row(t("lab.ladder.signers"), sealed.summary.signers, "neutral") }], plan.people))}
        </div>
        ${table(t("lab.ladder.chance"), ["", ...found.map(({ way }) => wayName(way))], ladder.map((level, j) => [t("lab.ladder.level", { n: level }), ...found.map(({ summary }) => told(summary.levels[j]!, chance))]))}`,
    );
  }

  #demands(found: Found[]): TemplateResult {
    const { summary } = found[0]!;
    return this.#section(
      "demands",
      html`${figure(t("lab.demands.staff"), "", rows(plan.demands.map((demand, d) => row(demand, summary.demands[d]!, "neutral")), plan.people, "en"))}
        ${table(t("lab.demands"), ["", t("lab.demands.staff"), ...found.map(({ way }) => t("lab.demands.signers", { way: wayName(way) }))], plan.demands.map((demand, d) => [demand, told(summary.demands[d]!), ...found.map((one) => told(one.summary.demands_signers[d]!))]))}`,
    );
  }

  #others(found: Found[]): TemplateResult {
    const conceded = found.map(({ way, summary }) => row(wayName(way), summary.conceded, kindOf(way), chance));
    const { host_resentful: resentful } = found[0]!.summary;
    return this.#section(
      "others",
      html`<div class="ways">
          ${figure(t("lab.conceded"), t("lab.conceded.about"), rows(conceded, 1))}
          ${figure(t("lab.resentful"), t("lab.resentful.about"), rows([row(t("lab.resentful.share"), resentful, "neutral", chance)], 1))}
        </div>
        ${table(t("lab.others"), ["", t("lab.conceded"), t("lab.resentful")], found.map(({ way, summary }) => [wayName(way), told(summary.conceded, chance), told(summary.host_resentful, chance)]))}`,
    );
  }

  #courses(found: Found[]): TemplateResult {
    const points = found[0]!.summary.curve;
    const body = points.filter((_, i) => (i + 1) % 4 === 0).map(({ hour }) => [t("lab.hours", { n: hour }), ...found.map(({ summary }) => courseText(summary, hour))]);
    return this.#section(
      "courses",
      html`<div class="ways thirds">${found.map(({ way, summary }) => figure(wayName(way), "", course(summary, plan.people, plan.hours, kindOf(way))))}</div>
        ${table(t("lab.courses"), ["", ...found.map(({ way }) => wayName(way))], body)}`,
    );
  }

  #limits(): TemplateResult {
    return html`<section class="prose narrow" aria-labelledby="lab-limits">
      <h2 id="lab-limits">${t("lab.limits")}</h2>
      <dl class="points">${limits.map((limit) => html`<div><dt>${t(`lab.limits.${limit}`)}</dt><dd>${t(`lab.limits.${limit}_words`)}</dd></div>`)}</dl>
    </section>`;
  }

  #origins(): TemplateResult {
    const body = originsOf(plan).map(({ name, parameter: { is, from, low, high } }) => [name, decimal(is), low === undefined ? "–" : `${decimal(low)} – ${decimal(high!)}`, t(`lab.from.${from}`)]);
    return html`<section class="prose narrow origins" aria-labelledby="lab-origins">
      <h2 id="lab-origins">${t("lab.origins")}</h2>
      <p>${t("lab.origins.words")}</p>
      <pre class="command"><code>undersigned rehearse examples/night-letter.toml</code></pre>
      ${table(t("lab.origins"), [t("lab.origins.number"), t("lab.origins.is"), t("lab.origins.range"), t("lab.origins.from")], body)}
    </section>`;
  }
}
customElements.define("us-laboratory", Laboratory);

function wayName(way: Way): string {
  return t(`lab.way.${way.name}`);
}
function kindOf(way: Way): string {
  return `way-${way.name}`;
}
// A mean with its interval in words: "495 (494 to 496)".
const people = (value: number) => decimal(Math.max(0, value));
const chance = (value: number) => percent(value, 1);
function told({ low, value, high }: Interval, unit = people): string {
  return t("lab.interval", { value: unit(value), low: unit(low), high: unit(high) });
}
function row(label: string, interval: Interval, kind: string, unit = people): Row {
  const { low, value, high } = interval;
  const slots = { value: html`<b>${unit(value)}</b>`, low: unit(low), high: unit(high) };
  return { label, value, shown: parts("lab.interval", slots), interval: [low, high], parts: [{ kind, value }] };
}
function byWay(found: Found[], pick: (summary: Summary) => Interval): Row[] {
  return found.map(({ way, summary }) => row(wayName(way), pick(summary), kindOf(way)));
}
// Where the outcomes stand apart, the means above describe none of them.
function mixed(found: Found[]): TemplateResult | typeof nothing {
  const apart = found.filter(({ summary }) => summary.humps.length > 1);
  return apart.length ? html`<p class="tipping">${t("lab.mixed", { ways: apart.map(({ way }) => wayName(way)).join(", ") })}</p>` : nothing;
}
// A sealed letter that falls short shows nothing.
function closed({ name }: Way, { opens }: Summary): string {
  return name === "sealed" && opens.value < 1 ? t("lab.closed", { share: percent(1 - opens.value, 1) }) : "";
}
function courseText({ curve }: Summary, hour: number): string {
  const point = curve.find((candidate) => candidate.hour >= hour);
  return point ? t("lab.interval", { value: number(point.p50), low: number(point.p05), high: number(point.p95) }) : "–";
}

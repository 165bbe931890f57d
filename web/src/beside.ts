// What stands beside the letter in its record (docs/protocol.md 15): offers with the number of people who
// said they would go there, what became of the letter, objections.
import { html, nothing, type TemplateResult } from "lit";
import type { Beside, Offer, Result, Tally } from "./api.ts";
import { figure, rows } from "./charts.ts";
import { has, moment, number, t, type Key } from "./i18n.ts";

const word = (family: string, value: string): string => {
  const key = `${family}.${value}`;
  return has(key) ? t(key as Key) : value;
};

// Addresses that a page may link to; any other text stays text.
const source = (text: string): TemplateResult | string =>
  /^https?:\/\/\S+$/.test(text) ? html`<a href=${text} rel="noreferrer noopener">${text}</a>` : text;

export function offers(found: Result): TemplateResult | typeof nothing {
  const standing = found.beside?.offers.filter((offer) => offer.stands) ?? [];
  if (standing.length === 0) return nothing;
  return html`<section aria-labelledby="offers">
    <h3 id="offers">${t("offers.title")}</h3>
    <p class="remark">${t("offers.lead")}</p>
    ${standing.map((offer) => offerCard(found, offer))}
  </section>`;
}

// The answer that names the company, wherever the letter asked for it.
function answerFor(tallies: Tally[], company: string): number | null {
  for (const tally of tallies) {
    const answer = tally.answers.find((one) => one.answer === company);
    if (answer) return answer.total;
  }
  return null;
}

function offerCard(found: Result, offer: Offer): TemplateResult {
  const wanted = answerFor(found.tallies, offer.company);
  const whole = Math.max(offer.places, wanted ?? 0);
  const bars = [
    { label: t("offers.places"), value: offer.places, parts: [{ kind: "counted", value: offer.places }] },
    ...(wanted === null ? [] : [{ label: t("offers.wanted"), value: wanted, parts: [{ kind: "said", value: wanted }] }]),
  ];
  const facts: [Key, string][] = [
    ["offers.who", offer.who],
    ["offers.pay", word("pay", offer.matched_pay)],
    ["offers.work", offer.place_of_work],
    ["offers.firmness", word("firmness", offer.firmness)],
    ["offers.expires", moment(offer.expires)],
  ];
  return html`<article class="panel">
    <h4>${offer.company}</h4>
    ${figure(t("offers.chart"), "", rows(bars, whole))}
    <dl class="card">${facts.map(([key, value]) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`)}</dl>
    ${offer.facts.length === 0 ? nothing : html`<p><strong>${t("offers.facts")}</strong></p>
      <ul class="plain">${offer.facts.map((fact) => html`<li>${word("fact", fact.kind)}${fact.people === null ? nothing : html` (${number(fact.people)})`}: ${fact.what} <span class="remark">${moment(fact.date)}, ${source(fact.source)}</span></li>`)}</ul>`}
  </article>`;
}

const objectionList = (objections: Beside["objections"]): TemplateResult =>
  html`<dl class="points">${objections.map((one) => html`<div><dt>${one.by}</dt><dd>${one.text} <span class="remark">${moment(one.date)}</span></dd></div>`)}</dl>`;

// While the letter is under way: the offers that stand, and what is said against opening it.
export function besideNow({ offers: all, objections }: Beside): TemplateResult {
  const offers = all.filter(({ stands }) => stands);
  return html`${offers.length === 0 ? nothing : html`<section aria-labelledby="offers">
      <h2 id="offers">${t("offers.now")}</h2>
      <p class="remark">${t("offers.now_words")}</p>
      <dl class="points">${offers.map((offer) => html`<div><dt>${offer.company}</dt><dd>${t("offers.now_one", { n: offer.places, who: offer.who, when: moment(offer.expires) })}</dd></div>`)}</dl>
    </section>`}
    ${objections.length === 0 ? nothing : html`<section aria-labelledby="objections">
      <h2 id="objections">${t("objections.title")}</h2>
      ${objectionList(objections)}
    </section>`}`;
}

// The last statement of each item stands; earlier ones are its history.
export function fates(found: Result): TemplateResult | typeof nothing {
  const all = found.beside?.outcomes ?? [];
  const objections = found.beside?.objections ?? [];
  if (all.length + objections.length === 0) return nothing;
  const last = new Map(all.map((outcome) => [outcome.item, outcome]));
  return html`<section class="page" aria-labelledby="fates">
    ${all.length === 0 ? nothing : html`<h2 id="fates">${t("fates.title")}</h2>
      <p class="lead">${t("fates.lead")}</p>
      <dl class="points">${[...last.values()].map((outcome) => html`<div>
        <dt>${outcome.item}: ${word("fate", outcome.state)}</dt>
        <dd>${outcome.text} <span class="remark">${outcome.author}, ${moment(outcome.date)}</span>
          ${outcome.evidence.map((one) => html`<br />${source(one)}`)}</dd>
      </div>`)}</dl>`}
    ${objections.length === 0 ? nothing : html`<h2 id=${all.length === 0 ? "fates" : "objections"}>${t("objections.title")}</h2> ${objectionList(objections)}`}
  </section>`;
}

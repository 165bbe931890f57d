// The coded options of a letter's items (docs/protocol.md 3) in words.
import { html, nothing, type TemplateResult } from "lit";
import type { Item, Manifest } from "./api.ts";
import { firstRows, rowsOf } from "./core/choice.ts";
import { number, t } from "./i18n.ts";

export type How = "named" | "counted" | "none";

// How many coded options a row of an item has.
export function optionsOf(item: Item): number {
  const levels = item.ladder?.length ?? 0;
  switch (item.kind) {
    case "signature":
      return 2 * levels;
    case "demand":
      return levels + 1;
    case "pledge":
      return levels;
    default:
      return item.answers!.length;
  }
}

// The signature item's option from its words, and back.
export function signatureOption(item: Item, how: How, level: number): number {
  if (how === "none") return 0;
  return how === "named" ? level : item.ladder!.length + level;
}
export function signatureWords(item: Item, option: number): { how: How; level: number } {
  const levels = item.ladder!.length;
  if (option === 0) return { how: "none", level: 1 };
  return option <= levels ? { how: "named", level: option } : { how: "counted", level: option - levels };
}

export function signatureSentence(item: Item, option: number): string {
  const { how, level } = signatureWords(item, option);
  if (how === "none") return t("sign.sentence.none");
  return t(how === "named" ? "sign.sentence.named" : "sign.sentence.counted", { n: item.ladder![level - 1]! });
}

// An option of another item with one row, for the signer.
export function optionText(item: Item, option: number): string {
  if (option === 0) return t("items.no_answer");
  if (item.kind === "choice") return item.answers![option - 1]!;
  const threshold = item.ladder?.[option - 1];
  if (threshold === undefined) return t("sign.demand.oppose");
  if (threshold === 1) return t(item.kind === "pledge" ? "sign.pledge.alone" : "sign.demand.alone");
  return t(item.kind === "pledge" ? "sign.pledge.if" : "sign.demand.if", { n: threshold });
}

// The answers of a ranking in the order of their places; none if it was left out.
export function rankedAnswers(item: Item, places: number[]): number[] {
  const order = item.answers!.map((_, answer) => answer).sort((a, b) => places[a]! - places[b]!);
  return places.includes(0) ? [] : order;
}
export function placesOf(order: number[]): number[] {
  return order.map((_, answer) => order.indexOf(answer) + 1);
}

export function questionOf(item: Item): string {
  return item.question ?? item.text ?? item.id;
}

function chosenText(item: Item, rows: number[]): { written: boolean; text: string } {
  if (item.kind !== "ranking") return { written: rows[0]! > 0 && item.kind === "choice", text: optionText(item, rows[0]!) };
  const order = rankedAnswers(item, rows);
  if (order.length === 0) return { written: false, text: t("items.no_answer") };
  return { written: true, text: order.map((answer, i) => `${number(i + 1)}. ${item.answers![answer]!}`).join(" ") };
}

// What was chosen beside the signature, in the words it was chosen in.
export function choiceList(manifest: Manifest, choice: number[]): TemplateResult {
  const first = firstRows(manifest.items);
  return html`<dl class="choices">
    ${manifest.items.slice(1).map((item, i) => {
      const { written, text } = chosenText(item, choice.slice(first[i + 1]!, first[i + 1]! + rowsOf(item)));
      return html`<div><dt lang=${manifest.language}>${questionOf(item)}</dt><dd lang=${written ? manifest.language : nothing}>${text}</dd></div>`;
    })}
  </dl>`;
}

export function ladderText(ladder: number[]): string {
  return new Intl.ListFormat(document.documentElement.lang, { type: "disjunction" }).format(ladder.map((n) => number(n)));
}

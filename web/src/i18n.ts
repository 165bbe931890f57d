// Words from message files: one file a language, the same keys in each (tests/unit/messages.test.ts).
// A message is text with {slots}; one that counts has {"one", "other"}. No message has markup.
import { html, type TemplateResult } from "lit";
import en from "./messages/en.json" with { type: "json" };
import es from "./messages/es.json" with { type: "json" };
import fr from "./messages/fr.json" with { type: "json" };

export const languages = ["en", "fr", "es"] as const;
export type Language = (typeof languages)[number];
export type Key = keyof typeof en;
type Message = string | { one: string; other: string };

const files: Record<Language, Record<string, Message>> = { en, fr, es };
export const languageNames: Record<Language, string> = { en: "English", fr: "Français", es: "Español" };

const kChosen = "undersigned.language";
let current: Language = "en";

function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

export function language(): Language {
  return current;
}

// What was chosen here before, else what the browser asks for.
export function startLanguage(): void {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(kChosen);
  } catch {
    // A browser may refuse storage.
  }
  const wanted = [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2))];
  current = wanted.find(isLanguage) ?? "en";
  document.documentElement.lang = current;
}

export function setLanguage(chosen: Language): void {
  current = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(kChosen, chosen);
  } catch {
    // Then it holds for this visit.
  }
  window.dispatchEvent(new Event("undersigned-language"));
}

export function has(key: string): key is Key {
  return key in files[current];
}

type Slots = Record<string, string | number>;

// French sets a space before such signs, and no line begins with one.
function unbroken(text: string): string {
  return current === "fr" ? text.replace(/ (?=[:;?!»%])/g, "\u00a0").replace(/« /g, "«\u00a0") : text;
}

function form(key: Key, n: number | undefined): string {
  const message = files[current][key]!;
  const one = typeof message === "object" && new Intl.PluralRules(current).select(n ?? 0) === "one";
  return unbroken(typeof message === "string" ? message : one ? message.one : message.other);
}

// The text of a message; numbers are written as the language writes them, `n` chooses the form.
export function t(key: Key, slots: Slots = {}): string {
  return form(key, slots["n"] as number | undefined).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name];
    return typeof value === "number" ? number(value) : (value ?? `{${name}}`);
  });
}

// The same with parts of a page in the slots.
export function parts(key: Key, slots: Record<string, TemplateResult | string>, n?: number): TemplateResult {
  const pieces = form(key, n).split(/(\{\w+\})/);
  return html`${pieces.map((piece) => {
    const slot = /^\{(\w+)\}$/.exec(piece);
    return slot ? (slots[slot[1]!] ?? piece) : piece;
  })}`;
}

export function number(value: number): string {
  return new Intl.NumberFormat(current).format(value);
}
// With one digit behind the point where the number is small.
export function decimal(value: number): string {
  return new Intl.NumberFormat(current, { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 }).format(value);
}
export function percent(part: number, whole: number): string {
  return new Intl.NumberFormat(current, { style: "percent", maximumFractionDigits: 0 }).format(whole ? part / whole : 0);
}
export function moment(utc: string): string {
  return new Intl.DateTimeFormat(current, { dateStyle: "long", timeStyle: "short" }).format(new Date(utc));
}
export function clock(utc: string | number): string {
  return new Intl.DateTimeFormat(current, { timeStyle: "medium" }).format(new Date(utc));
}
export function seconds(milliseconds: number): string {
  return new Intl.NumberFormat(current, { style: "unit", unit: "second", maximumFractionDigits: 1 }).format(milliseconds / 1000);
}
// "3 min 20 s", "2 days 4 h": the two greatest units.
export function duration(total: number): string {
  const units: [Intl.NumberFormatOptions["unit"], number][] = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
  let rest = Math.max(0, Math.round(total));
  const out: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === "second" && out.length === 0)) {
      out.push(new Intl.NumberFormat(current, { style: "unit", unit: unit!, unitDisplay: "short" }).format(count));
    }
    if (out.length === 2) break;
  }
  return out.join(" ");
}
export function collator(): Intl.Collator {
  return new Intl.Collator(current);
}

// The message files say the same things in three languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

type Message = string | { one: string; other: string };
const read = (language: string, folder = "web/src"): Record<string, Message> =>
  JSON.parse(readFileSync(new URL(`../../../${folder}/messages/${language}.json`, import.meta.url), "utf8")) as Record<string, Message>;
const en = read("en");
const forms = (message: Message): string[] => (typeof message === "string" ? [message] : [message.one, message.other]);
const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

for (const language of ["fr", "es"]) {
  const other = read(language);
  test(`${language} has the keys of en, in the same order`, () => {
    assert.deepEqual(Object.keys(other), Object.keys(en));
  });
  test(`${language} has the forms and slots of en`, () => {
    for (const [key, message] of Object.entries(en)) {
      const translated = other[key]!;
      assert.equal(typeof translated, typeof message, key);
      forms(message).forEach((form, i) => assert.deepEqual(slots(forms(translated)[i]!), slots(form), key));
    }
  });
  test(`${language} is translated`, () => {
    const same = Object.keys(en).filter((key) => forms(en[key]!)[0]!.length > 24 && forms(en[key]!)[0] === forms(other[key]!)[0]);
    assert.deepEqual(same, []);
  });
}

test("what a report and a page say alike in English they say alike in every language", () => {
  const report = (language: string) => read(language, "app/report");
  const alike = Object.keys(report("en")).filter((key) => JSON.stringify(report("en")[key]) === JSON.stringify(en[key]));
  assert.ok(alike.length > 40);
  for (const language of ["fr", "es"]) {
    for (const key of alike) assert.deepEqual(read(language)[key], report(language)[key], `${language} ${key}`);
  }
});

test("no message is empty or has markup", () => {
  for (const language of ["en", "fr", "es"]) {
    for (const [key, message] of Object.entries(read(language))) {
      for (const form of forms(message)) assert.match(form, /^[^<>&]+$/, `${language} ${key}`);
    }
  }
});

// A letter of two issuers on the real server: in the page nobody signs with one code alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findings, invited, overflow, visit } from "../support/browser.ts";
import { kTrustees } from "../support/served.ts";
import { browser, letter } from "../support/stage.ts";

// The registrar and the second issuer in turn, as docs/guides/two-issuers.md has it.
function freezeByBoth(): void {
  const manifest = join(letter.folder, "manifest.json");
  const list = join(letter.folder, "private/second-issuer.json");
  const trustees = () => {
    for (let i = 1; i <= kTrustees; ++i) letter.run("trustee", "step", "--dir", letter.folder, "--key", `t${i}.key`);
  };
  for (let round = 0; round < 4; ++round) trustees();
  letter.run("issuer", "codes", "--manifest", manifest, "--list", list, "--key", "second.key", "--out", "made");
  letter.run("roster", "freeze", "--dir", letter.folder, "--halves", "made/halves.json");
  letter.run("issuer", "sign", "--manifest", manifest, "--key", "second.key", "--list", list, "--halves", "made/halves.json", "--roster", join(letter.folder, "private/roster-to-sign.json"), "--out", "signature.json");
  letter.run("roster", "freeze", "--dir", letter.folder, "--signature", "signature.json");
  trustees();
}

function secondCodeOf(name: string): string {
  const [head, ...rows] = readFileSync(join(letter.work, "made/codes.csv"), "utf8").trim().split(/\r?\n/).map((row) => row.split(","));
  return rows.find((row) => row[head!.indexOf("name")] === name)![head!.indexOf("second_code")]!;
}

test("both codes let a signer in, one of them does not", async () => {
  await letter.startServer();
  letter.draft({ startsIn: 1, epochSeconds: 600, epochs: 2 });
  letter.makeKeys();
  letter.run("issuer", "init", "--dir", letter.folder, "--key", "second.key", "--name", "Works council", "--no-passphrase");
  letter.freeze();
  freezeByBoth();
  await letter.showLetter();
  await letter.phase("open");

  const visitor = await visit(browser, letter.url, { locale: "fr", viewport: { width: 320, height: 640 } });
  const { page } = visitor;
  const someone = invited(0, "l", letter.folder);
  const other = invited(1, "l", letter.folder);
  await page.goto(letter.url + someone.link);
  await page.waitForSelector("#second-code");
  assert.match((await page.textContent("label[for=second-code]"))!, /Works council/);
  for (const wrong of [secondCodeOf(other.name), someone.code]) {
    await page.fill("#code", someone.code);
    await page.fill("#second-code", wrong);
    await page.keyboard.press("Enter");
    await page.waitForSelector("us-entrance .refusal");
    assert.deepEqual(await findings(page), []);
    assert.equal(await overflow(page), 0);
    await page.waitForFunction(() => document.querySelector("us-entrance .busy") === null);
  }
  await page.fill("#second-code", secondCodeOf(someone.name));
  await page.keyboard.press("Enter");
  await page.waitForSelector("#sentence-heading", { timeout: 60_000 });
  await page.click("form button[type=submit]");
  await page.waitForSelector("#confirm");
  assert.deepEqual(await findings(page), []);
  await page.click(".confirm .actions .button");
  await page.waitForSelector("#sealed", { timeout: 60_000 });
  await visitor.leave();
});

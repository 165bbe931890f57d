// Every page in every state, with keyboard and axe, in three languages, both themes, at 320 px; the
// stand-in server shows a letter sealed after its second epoch, and one that opened.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { announced, demo, findings, invited, launch, overflow, pages, visit } from "../support/browser.ts";
import { startRecorded, type Running } from "../support/recorded.ts";

let browser: Browser;
let sealed: Running;
let opened: Running;
before(async () => {
  browser = await launch();
  sealed = await startRecorded({ folder: demo, pages, epochs: 2 });
  opened = await startRecorded({ folder: demo, pages, epochs: "all" });
});
after(async () => {
  await browser?.close();
  await sealed?.close();
  await opened?.close();
});

// Which server, where, and what is there once the page has settled.
const views: [name: string, server: () => Running, path: string, settled: string][] = [
  ["home", () => sealed, "/", ".letters li"],
  ["how it works", () => sealed, "/how", ".steps"],
  ["the laboratory", () => sealed, "/laboratory", "[data-stage=tipping]"],
  ["the laboratory, in two humps", () => sealed, "/laboratory#quorum=400&steps=0", "[data-stage=tipping] .tipping"],
  ["the program", () => sealed, "/program", "p.good"],
  ["a trustee's key", () => sealed, "/trustee", "#name"],
  ["nothing there", () => sealed, "/nowhere", "h1"],
  ["no such letter", () => sealed, "/letters/other", ".refusal"],
  ["the letter, sealed", () => sealed, "/letters/night", ".sheet"],
  ["the letter, opened", () => opened, "/letters/night", ".sheet"],
  ["sign without an invitation", () => sealed, "/letters/night/sign", "#link"],
  ["sign after the close", () => opened, "/letters/night/sign", ".lead"],
  ["my signature", () => sealed, "/letters/night/mine", "#link"],
  ["the result, not yet", () => sealed, "/letters/night/result", ".lead"],
  ["the result", () => opened, "/letters/night/result", ".names li"],
  ["verify", () => opened, "/letters/night/verify", "#fingerprint"],
  ["trustees", () => opened, "/letters/night/trustees", ".board"],
];
const faces = [
  { locale: "en", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { locale: "fr", colorScheme: "dark", viewport: { width: 390, height: 844 } },
  { locale: "es", colorScheme: "light", viewport: { width: 320, height: 640 } },
] as const;

for (const face of faces) {
  for (const [name, server, path, settled] of views) {
    test(`${name}: ${face.locale}, ${face.colorScheme}, ${face.viewport.width} px`, async () => {
      const visitor = await visit(browser, server().url, face);
      await visitor.page.goto(server().url + path);
      await visitor.page.waitForSelector(settled);
      assert.equal(await visitor.page.getAttribute("html", "lang"), face.locale);
      for (const details of await visitor.page.$$("details > summary")) await details.click();
      assert.deepEqual(await findings(visitor.page), []);
      assert.equal(await overflow(visitor.page), 0);
      await visitor.leave();
    });
  }
}

async function check(page: Page): Promise<void> {
  assert.deepEqual(await findings(page), []);
  assert.equal(await overflow(page), 0);
}

test("signing, from the link to the record, and every state on the way", async () => {
  const someone = invited(0);
  const visitor = await visit(browser, sealed.url, faces[1]);
  const { page } = visitor;
  await page.goto(sealed.url + someone.link);
  await page.waitForSelector("#code");
  assert.equal(await page.textContent(".card .name"), someone.name);
  await check(page);

  for (const wrong of ["hello", "00000-00000-00000-00001-32", invited(1).code]) {
    await page.fill("#code", wrong);
    await page.click("us-entrance button[type=submit]");
    await page.waitForSelector("us-entrance .refusal");
    await check(page);
    await page.waitForFunction(() => document.querySelector("us-entrance .busy") === null);
  }
  await page.fill("#code", someone.code.toLowerCase().replaceAll("-", " "));
  await page.keyboard.press("Enter");
  await page.waitForSelector("#sentence-heading", { timeout: 60_000 });
  await check(page);

  await page.selectOption("#level", { index: 0 });
  for (const question of await page.$$(".question")) await (await question.$("input"))!.check();
  await page.click("form button[type=submit]");
  await page.waitForSelector("#confirm");
  await check(page);
  await page.click(".confirm .actions .button");
  await page.waitForSelector("#sealed", { timeout: 60_000 });
  await check(page);
  assert.equal(sealed.submissions.length, 1);

  await page.click(".done a.button");
  await page.waitForSelector("us-mine .sentence");
  await page.click("us-mine p > button");
  await page.waitForSelector(".standings li", { timeout: 60_000 });
  assert.equal((await page.$$(".standings li")).length, 2);
  await check(page);
  await page.click("us-mine .actions button");
  await page.waitForSelector("#withdrawn", { timeout: 60_000 });
  assert.equal(sealed.submissions.length, 2);
  assert.equal(sealed.submissions[0]!.index, sealed.submissions[1]!.index);
  assert.notEqual(sealed.submissions[0]!.entry, sealed.submissions[1]!.entry);
  assert.equal(sealed.submissions[0]!.entry.length, sealed.submissions[1]!.entry.length);
  await check(page);

  // Neither code nor name nor choice was ever sent; the entry's own bundle was not asked for alone.
  const sent = visitor.requests.map((request) => request.split("#")[0]!).join("\n");
  for (const secret of [someone.code.slice(0, 5), encodeURIComponent(someone.name), someone.name]) assert.equal(sent.includes(secret), false);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  await visitor.leave();
});

test("another letter's invitation is refused", async () => {
  const someone = invited(0);
  const visitor = await visit(browser, sealed.url);
  const card = { "undersigned-invitation": 1, title: "x", fingerprint: "00".repeat(32), name: someone.name, role: "", cohort: someone.cohort };
  await visitor.page.goto(`${sealed.url}/letters/night/sign#card=${Buffer.from(JSON.stringify(card)).toString("base64url")}`);
  await visitor.page.fill("#code", someone.code);
  await visitor.page.click("us-entrance button[type=submit]");
  const words = await visitor.page.waitForSelector("us-entrance .refusal", { timeout: 60_000 });
  assert.match((await words.textContent())!, /fingerprint differs/);
  await visitor.leave();
});

test("the whole record is verified in the page, and tampering is caught", async () => {
  const visitor = await visit(browser, opened.url, faces[2]);
  const { page } = visitor;
  await page.goto(`${opened.url}/letters/night/verify`);
  await page.fill("#fingerprint", "not one");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".refusal");
  await check(page);
  await page.fill("#fingerprint", invited(0).fingerprint);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#verdict.good", { timeout: 120_000 });
  assert.ok((await page.$$(".checks li.ok")).length >= 12);
  await check(page);
  for (const [i, button] of (await page.$$(".tampering button")).entries()) {
    await button.click();
    await page.waitForFunction((n) => document.querySelectorAll(".caught").length === n, i + 1, { timeout: 60_000 });
  }
  assert.equal((await page.$$(".caught code")).length, 4);
  await check(page);
  await visitor.leave();
});

/** Starts, and stops as soon as that is offered: a small record may be verified before a click from outside arrives. */
function stopAtOnce(): void {
  new MutationObserver((_, observer) => {
    const stop = document.querySelector<HTMLButtonElement>("form .quiet");
    if (stop === null) return;
    observer.disconnect();
    stop.click();
  }).observe(document.body, { childList: true, subtree: true });
  document.querySelector<HTMLButtonElement>("form button[type=submit]")!.click();
}

test("a verification can be stopped and started again", async () => {
  const visitor = await visit(browser, opened.url);
  const { page } = visitor;
  await page.goto(`${opened.url}/letters/night/verify`);
  await page.evaluate(stopAtOnce);
  await page.waitForFunction(() => document.querySelector("progress") === null);
  assert.equal(await page.$("#verdict"), null);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#verdict.good", { timeout: 120_000 });
  await visitor.leave();
});

test("on a slow phone whatever takes long is announced", async () => {
  const someone = invited(4);
  const visitor = await visit(browser, sealed.url, { ...faces[1], locale: "en" });
  const { page } = visitor;
  const device = await visitor.context.newCDPSession(page);
  await device.send("Network.enable");
  await device.send("Network.emulateNetworkConditions", { offline: false, latency: 300, downloadThroughput: 250_000, uploadThroughput: 90_000 });
  await device.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await announced(page, () => page.goto(sealed.url + someone.link, { waitUntil: "commit" }), "#code");
  await page.fill("#code", someone.code);
  await announced(page, () => page.click("us-entrance button[type=submit]"), "#sentence-heading");
  await page.click("form button[type=submit]");
  await announced(page, () => page.click(".confirm .actions .button"), "#sealed");
  await check(page);
  await visitor.leave();
});

test("two tabs of one signer", async () => {
  const someone = invited(2);
  const before = sealed.submissions.length;
  const visitor = await visit(browser, sealed.url);
  const tabs = [visitor.page, await visitor.context.newPage()];
  for (const tab of tabs) {
    await tab.goto(sealed.url + someone.link);
    await tab.fill("#code", someone.code);
    await tab.click("us-entrance button[type=submit]");
    await tab.waitForSelector("#sentence-heading", { timeout: 60_000 });
  }
  for (const tab of tabs) {
    await tab.click("form button[type=submit]");
    await tab.click(".confirm .actions .button");
    await tab.waitForSelector("#sealed", { timeout: 60_000 });
  }
  assert.equal(sealed.submissions.length, before + 2);
  await visitor.leave();
});

test("by keyboard alone, from the letter to the sealed choice", async () => {
  const someone = invited(3);
  const visitor = await visit(browser, sealed.url);
  const { page } = visitor;
  const press = async (key: string, until: string, most = 60) => {
    for (let i = 0; i < most; ++i) {
      await page.keyboard.press(key);
      if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, until)) return;
    }
    assert.fail(`the keyboard never came to ${until}`);
  };
  await page.goto(sealed.url + someone.link);
  await page.waitForSelector("#code");
  await press("Tab", "#code");
  await page.keyboard.type(someone.code);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "sentence-heading", null, { timeout: 60_000 });
  await press("Tab", "input[name=how]");
  await press("ArrowDown", "input[value=counted]", 1);
  await press("Tab", "form button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "confirm");
  await press("Tab", ".confirm .button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "sealed", null, { timeout: 60_000 });
  assert.match((await page.textContent(".done .sentence"))!, /without my name/);
  await visitor.leave();
});

test("a trustee's key without a passphrase is made only if that is asked for", async () => {
  const visitor = await visit(browser, sealed.url, { ...faces[2], acceptDownloads: true });
  const { page } = visitor;
  await page.goto(`${sealed.url}/trustee`);
  await page.fill("#name", "Ada");
  await page.click("form button[type=submit]");
  assert.equal(await page.$("#made"), null);
  await page.check("#bare");
  await check(page);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click("form button[type=submit]")]);
  assert.equal((JSON.parse(readFileSync(await saved.path(), "utf8")) as { protection: unknown }).protection, "none");
  await visitor.leave();
});

test("a trustee's key is made and saved in the page, and a stranger's key is refused at the letter", async () => {
  const visitor = await visit(browser, sealed.url, { ...faces[1], acceptDownloads: true });
  const { page } = visitor;
  await page.goto(`${sealed.url}/trustee`);
  await page.fill("#name", "Ada");
  await page.fill("#passphrase", "quatre mots jamais lus");
  await page.fill("#again", "quatre mots jamais dits");
  await page.click("form button[type=submit]");
  await page.waitForSelector("form .refusal");
  await check(page);
  await page.fill("#again", "quatre mots jamais lus");
  const [saved] = await Promise.all([page.waitForEvent("download"), page.click("form button[type=submit]")]);
  await page.waitForSelector("#made");
  await check(page);
  const file = JSON.parse(readFileSync(await saved.path(), "utf8")) as { kind: string; protection: { operations: number }; secret: string; signing_key: string };
  assert.equal(file.kind, "trustee");
  assert.equal(file.protection.operations, 3);
  assert.ok((await page.textContent("#made code"))!.includes(file.signing_key));

  await page.goto(`${sealed.url}/letters/night/trustees`);
  await page.setInputFiles("#key-file", { name: "not.key", mimeType: "text/plain", buffer: Buffer.from("not a key") });
  await page.waitForSelector("us-trustee-work .refusal");
  await check(page);
  await page.setInputFiles("#key-file", await saved.path());
  await page.waitForFunction(() => document.activeElement?.id === "passphrase");
  await check(page);
  await page.keyboard.type("quatre mots");
  await page.keyboard.press("Enter");
  await page.waitForSelector("us-trustee-work .refusal");
  await check(page);
  await page.fill("#passphrase", "quatre mots jamais lus");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /aucun dépositaire/.test(document.querySelector("us-trustee-work .refusal")?.textContent ?? ""));
  await check(page);

  // The secret part is in the file alone.
  assert.equal(visitor.requests.some((request) => request.includes(file.secret.slice(0, 32))), false);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0);
  await visitor.leave();
});

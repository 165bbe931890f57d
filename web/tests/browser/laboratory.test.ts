// The rehearsal laboratory in a real browser: sliders by keyboard, the module in workers under the strict
// policy, and its numbers against the native program's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { nightLetter } from "../../night-letter.ts";
import { settingsOf, waysOf } from "../../src/rehearsal/plan.ts";
import type { Report } from "../../src/rehearsal/runner.ts";
import { demo, findings, launch, overflow, pages, visit } from "../support/browser.ts";
import { rehearseNatively } from "../support/native.ts";
import { startRecorded, type Running } from "../support/recorded.ts";

let browser: Browser;
let server: Running;
before(async () => {
  browser = await launch();
  server = await startRecorded({ folder: demo, pages, epochs: 2 });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const kAll = { timeout: 60_000 };
const finished = (page: Page) => page.waitForSelector("[data-stage=tipping]", kAll);
const reported = (page: Page) => page.evaluate(() => (document.querySelector("us-laboratory") as unknown as { report: Report }).report);
const words = (page: Page) => page.$$eval(".results .value, .results .note", (all) => all.map((one) => one.textContent!.trim()));
const told = (page: Page, slider: string) => page.textContent(`output[for=${slider}]`);

test("sliders by keyboard: words, numbers and address follow, and go back", async () => {
  const visitor = await visit(browser, server.url);
  const { page } = visitor;
  await page.goto(`${server.url}/laboratory`);
  await finished(page);
  const usual = await words(page);

  await page.focus("#pressure");
  assert.equal(await told(page, "pressure"), "100%");
  for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowLeft");
  assert.equal(await told(page, "pressure"), "85%");
  await page.keyboard.press("Home");
  await finished(page);
  assert.equal(await told(page, "pressure"), "0%");
  assert.equal(new URL(page.url()).hash, "#pressure=0");
  const pressed = (await reported(page)).found.map(({ summary }) => summary.pressured.value);
  assert.deepEqual(pressed, [0, 0, 0]);
  assert.notDeepEqual(await words(page), usual);

  await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  assert.equal(await told(page, "offer"), "none");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelectorAll("[aria-labelledby=lab-published] .hill").length === 2, null, kAll);
  assert.equal(new URL(page.url()).hash, "#pressure=0&offer=0&wait=0");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await finished(page);
  assert.equal(new URL(page.url()).hash, "");
  assert.equal(await page.inputValue("#pressure"), "100");
  assert.deepEqual(await words(page), usual);
  await visitor.leave();
});

test("770 people and 1,000 rehearsals in the page: the native program's numbers, each of them", async () => {
  const fragment = "#quorum=250&steps=1&top=480&pressure=140&offer=1&wait=9";
  const visitor = await visit(browser, server.url);
  const { page } = visitor;
  await page.goto(`${server.url}/laboratory${fragment}`);
  await finished(page);
  const { found } = await reported(page);
  const ways = waysOf(settingsOf(fragment, nightLetter()));
  const native = rehearseNatively(ways, 1000);
  assert.equal(native.people, 770);
  assert.equal(native.variants[0]!.summary.replicas, 1000);
  assert.deepEqual(found.map(({ way }) => way), ways);
  assert.equal(JSON.stringify(found.map(({ summary }) => summary)), JSON.stringify(native.variants.map(({ summary }) => summary)));
  assert.equal(JSON.stringify(found.map(({ tipping }) => tipping)), JSON.stringify(native.variants.map(({ tipping }) => tipping)));
  await visitor.leave();
});

test("outcomes that stand apart are told apart, with a warning near the tipping point", async () => {
  const visitor = await visit(browser, server.url, { locale: "fr", colorScheme: "dark", viewport: { width: 390, height: 844 } });
  const { page } = visitor;
  await page.goto(`${server.url}/laboratory#quorum=400&steps=0`);
  await finished(page);
  const { found } = await reported(page);
  assert.equal(found[2]!.summary.humps.length, 2);
  assert.equal((await page.$$("[aria-labelledby=lab-published] figure:nth-of-type(3) .range")).length, 2);
  const note = await page.textContent("[aria-labelledby=lab-published] figure:nth-of-type(3) .note");
  assert.match(note!, /2 façons.*Une moyenne n’en décrirait aucune/s);
  assert.equal(await page.getAttribute("[aria-labelledby=lab-published] figure:nth-of-type(3) svg", "role"), "img");
  assert.match((await page.textContent(".results > .tipping"))!, /point de bascule/);
  assert.match((await page.textContent("[aria-labelledby=lab-signers] .tipping"))!, /n’en décrivent aucune/);
  await visitor.leave();
});

test("the link of the settings is copied", async () => {
  const visitor = await visit(browser, server.url, { permissions: ["clipboard-read", "clipboard-write"] });
  const { page } = visitor;
  await page.goto(`${server.url}/laboratory#wait=6`);
  await page.focus("#steps");
  await page.keyboard.press("End");
  await page.click("#copy");
  await page.waitForFunction(() => document.querySelector(".controls [role=status]")!.textContent!.trim() === "Copied.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${server.url}/laboratory#steps=4&wait=6`);
  await visitor.leave();
});

test("a slider dragged fast comes to the numbers of where it stops", async () => {
  const visitor = await visit(browser, server.url);
  const { page } = visitor;
  await page.goto(`${server.url}/laboratory`);
  await page.focus("#quorum");
  for (let i = 0; i < 20; ++i) await page.keyboard.press("ArrowRight");
  await finished(page);
  const moved = (await reported(page)).found.map(({ way, summary }) => [way.variant.ladder, summary.published]);
  assert.deepEqual(moved[0]![0], [121, 311, 501]);
  await page.reload();
  await finished(page);
  assert.deepEqual((await reported(page)).found.map(({ way, summary }) => [way.variant.ladder, summary.published]), moved);
  await visitor.leave();
});

test("another address in the same page is taken up, and every state is accessible", async () => {
  const visitor = await visit(browser, server.url, { locale: "es", viewport: { width: 320, height: 640 } });
  const { page } = visitor;
  await page.goto(`${server.url}/laboratory`);
  await page.waitForSelector(".results section", kAll);
  await page.evaluate(() => void (location.hash = "#wait=0&steps=4&top=770"));
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#wait")!.value === "0");
  for (const details of await page.$$("details > summary")) await details.click();
  await finished(page);
  assert.equal((await page.$$("[aria-labelledby=lab-ladder] figure:first-of-type li")).length, 5);
  assert.deepEqual(await findings(page), []);
  assert.equal(await overflow(page), 0);
  await visitor.leave();
});

// The first five minutes, filmed: the demonstration's server, the visitor's link, the code, the sentence, the
// wait, the result, its verification. A picture of every state, on a desktop and on a phone, and how long each
// took; an answer that took more than two seconds must have been announced on the page meanwhile.
//
// usage: tools/film FOLDER [LANGUAGE]
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { announced, launch, pages, visit } from "../support/browser.ts";

const [out, locale = "en"] = process.argv.slice(2) as [string, string?];
// Small enough to be watched while waiting for it.
const demonstration = ["--people", "120", "--epoch-seconds", "8", "--epochs", "4"];

mkdirSync(out, { recursive: true });
const data = mkdtempSync(join(tmpdir(), "undersigned-film-"));
const server = spawn(process.env["UNDERSIGNED"]!, ["--json", "serve", "--demo", "--data", data, "--listen", "127.0.0.1:0", "--web", pages, "--quiet", ...demonstration], { stdio: ["ignore", "pipe", "inherit"] });
const { address, code } = await new Promise<{ address: string; code: string }>((resolve, reject) => {
  let said = "";
  server.stdout.on("data", (part: Buffer) => {
    said += part.toString();
    if (said.trimEnd().endsWith("}")) resolve(JSON.parse(said) as { address: string; code: string });
  });
  server.once("exit", () => reject(new Error("the server ended")));
});
const url = new URL(address).origin;

const browser = await launch();
const visitor = await visit(browser, url, { locale, viewport: { width: 1280, height: 900 } });
const { page } = visitor;
let shots = 0;

async function shot(name: string): Promise<void> {
  const file = `${String(++shots).padStart(2, "0")}-${name}`;
  await page.screenshot({ path: join(out, `${file}.png`), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(out, `${file}-phone.png`), fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function after(page: Page, act: () => Promise<unknown>, there: string, most?: number): Promise<void> {
  console.log(`${String(await announced(page, act, there, most)).padStart(6)} ms  ${there}`);
}

try {
  await after(page, () => page.goto(address), "#code");
  await shot("invitation");
  await page.fill("#code", code);
  await after(page, () => page.click("us-entrance button[type=submit]"), "#sentence-heading");
  await shot("sentence");
  for (const question of await page.$$(".question")) await (await question.$("input"))!.check();
  await page.click("form button[type=submit]");
  await page.waitForSelector("#confirm");
  await shot("confirm");
  await after(page, () => page.click(".confirm .actions .button"), "#sealed");
  await shot("sealed");
  await page.click(".done a.button");
  await page.waitForSelector("us-mine .sentence");
  await shot("mine");
  await after(page, () => page.click("us-mine .actions button"), "#withdrawn");
  await shot("withdrawn");
  await after(page, () => page.click('us-mine a[href$="/sign"]'), "#sentence-heading");
  await page.check("input[name=how][value=named]");
  await page.click("form button[type=submit]");
  await after(page, () => page.click(".confirm .actions .button"), "#sealed");
  await after(page, () => page.goto(`${url}/letters/night`), ".sheet");
  await shot("letter");
  await after(page, () => page.goto(`${url}/letters/night/result`), "us-result .lead");
  await shot("waiting");
  await after(page, () => Promise.resolve(), ".names li", 300_000);
  await shot("result");
  await page.goto(`${url}/letters/night/verify`);
  await after(page, () => page.click("form button[type=submit]"), "#verdict.good");
  for (const [i, button] of (await page.$$(".tampering button")).entries()) {
    await button.click();
    await page.waitForFunction((n) => document.querySelectorAll(".caught code").length === n, i + 1, { timeout: 60_000 });
  }
  await shot("verified");
  await after(page, () => page.goto(`${url}/letters/night/trustees`), ".board");
  await shot("trustees");
  await after(page, () => page.goto(`${url}/trustee`), "#name");
  await shot("trustee-key");
  await visitor.leave();
} finally {
  await browser.close();
  server.removeAllListeners("exit");
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}
console.log(`${shots} states in ${out}`);

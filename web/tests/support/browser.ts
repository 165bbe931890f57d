// What the browser tests share: Chromium, pages that report what goes wrong in them, axe.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";

export const pages = process.env["UNDERSIGNED_WEB"]!;
export const demo = process.env["UNDERSIGNED_DEMO"]!;

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: flags });
}

// A visitor: nothing may go wrong in their pages, and nothing be asked of another host.
export interface Visitor {
  context: BrowserContext;
  page: Page;
  requests: string[];
  leave(): Promise<void>;
}
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: "en", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  const requests: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    // A refusal that the page then explains is also a line in the console.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) wrong.push(message.text());
  });
  page.on("request", (request) => requests.push(`${request.url()} ${request.postData() ?? ""}`));
  return {
    context,
    page,
    requests,
    async leave() {
      await context.close();
      assert.deepEqual(wrong, []);
      assert.deepEqual(requests.filter((request) => !request.startsWith(url) && !request.startsWith("blob:")), []);
    },
  };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// What axe finds in the page as it is: rule, and the places.
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } }).axe;
    const { violations } = await run.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  });
}

const kPause = 2_000;

// Waits for what an act brings, and gives its milliseconds; if it takes long, the page must say what it is doing.
export async function announced(page: Page, act: () => Promise<unknown>, there: string, most = 120_000): Promise<number> {
  const started = Date.now();
  const came = act().then(() => page.waitForSelector(there, { timeout: most }));
  const late = await Promise.race([came.then(() => false), new Promise<boolean>((resolve) => setTimeout(() => resolve(true), kPause))]);
  if (late) assert.ok(await page.$(`.busy, us-countdown, progress, #coming, ${there}`), `more than ${kPause} ms without a word before ${there}`);
  await came;
  return Date.now() - started;
}

// Nothing sticks out sideways.
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

export interface Invited {
  code: string;
  name: string;
  cohort: string;
  fingerprint: string;
  link: string; // of the sign page, without the host
}
export function invited(position: number, letter = "night", folder = demo): Invited {
  const at = join(folder, "private/invitations");
  const file = JSON.parse(readFileSync(join(at, readdirSync(at).sort()[position]!), "utf8")) as Invited & Record<string, unknown>;
  const { code, ...card } = file;
  return { ...file, code, link: `/letters/${letter}/sign#card=${Buffer.from(JSON.stringify(card)).toString("base64url")}` };
}

// The end of every story: the result as its page shows it, verified in the page, broken there, taken away and
// verified by the program.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { bundles, leavesOf, statedSize } from "../../src/core/record.ts";
import { visit } from "./browser.ts";
import type { ServedLetter } from "./served.ts";
import { checkReceipts, checkResult, count, type Sent } from "./signers.ts";

const kEntry = 5;

// Every entry of the record: SHA-256 of what stands for a credential in an epoch.
async function entries(letter: ServedLetter, people: number): Promise<(epoch: number, index: number) => string> {
  const file = async (path: string) => new Uint8Array(await (await fetch(`${letter.url}/letters/l/record/${path}`)).arrayBuffer());
  const found: string[] = [];
  for (const { path } of bundles(statedSize(await file("checkpoint")))) {
    for (const leaf of leavesOf(await file(path))) {
      if (leaf[0] === kEntry) found.push(createHash("sha256").update(leaf.subarray(5)).digest("hex"));
    }
  }
  return (epoch, index) => found[(epoch - 1) * people + index]!;
}

// Verified in the page, and then broken there in each way that it offers: every one is caught.
export async function verifyInPage(page: Page, url: string, fingerprint: string): Promise<void> {
  await page.goto(`${url}/letters/l/verify`);
  await page.fill("#fingerprint", fingerprint);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#verdict.good", { timeout: 60_000 });
  for (const [i, button] of (await page.$$(".tampering button")).entries()) {
    await button.click();
    await page.waitForFunction((n) => document.querySelectorAll(".caught code").length === n, i + 1, { timeout: 60_000 });
  }
}

export async function checkStory(browser: Browser, letter: ServedLetter, sent: Sent[]): Promise<number> {
  const expected = count();
  const result = await letter.result();
  checkResult(result, expected, letter);
  const receipts = checkReceipts(sent, await entries(letter, result.people));

  const visitor = await visit(browser, letter.url, { acceptDownloads: true });
  const { page } = visitor;
  await page.goto(`${letter.url}/letters/l/result`);
  await page.waitForSelector(".names li");
  assert.equal((await page.$$(".names li")).length, expected.names.length);
  const [taken] = await Promise.all([page.waitForEvent("download"), page.click("#take-away")]);
  const archive = join(letter.work, taken.suggestedFilename());
  await taken.saveAs(archive);
  await verifyInPage(page, letter.url, result.fingerprint);
  await visitor.leave();

  execFileSync("tar", ["xf", archive, "-C", letter.work]);
  assert.match(letter.verify(join(letter.work, "record"), result.fingerprint), /valid/i);
  return receipts;
}

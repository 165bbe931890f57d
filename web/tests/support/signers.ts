// Twelve signers in browsers, each with a condition; some change it, some withdraw. What must come of it, by
// plain counting. A server may die under them: then they do what people do, and press the button again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import type { Receipt, Result } from "../../src/api.ts";
import { invited, visit, type Invited, type Visitor } from "./browser.ts";
import { kAnswers, kLadder, type ServedLetter } from "./served.ts";

export interface Wish {
  how: "named" | "counted";
  level: number; // index into the ladder
  answer: number; // index into the answers
}
type Act = Wish | "withdraw";

const wish = (how: Wish["how"], level: number, answer: number): Wish => ({ how, level, answer });

// Each signer's acts, one after the other; the last one counts.
export const acts: Act[][] = [
  [wish("named", 0, 0)],
  [wish("named", 0, 1)],
  [wish("named", 1, 0), wish("counted", 0, 2)],
  [wish("named", 1, 2)],
  [wish("counted", 2, 0), wish("named", 1, 0)],
  [wish("named", 1, 1)],
  [wish("named", 0, 0), "withdraw"],
  [wish("named", 2, 1)],
  [wish("counted", 1, 2)],
  [wish("counted", 1, 0), "withdraw", wish("named", 0, 1)],
  [wish("counted", 2, 2)],
  [wish("named", 1, 0), wish("named", 0, 0)],
];

export interface Expected {
  names: number[]; // signers whose names open
  signatures: number;
  answers: number[];
}

// Settlement as it is defined, without any sealing: the greatest level that its own members carry.
export function count(): Expected {
  const wishes = acts.map((own) => own.at(-1)!);
  const upTo = (how: Wish["how"], level: number) => wishes.flatMap((act, i) => (act !== "withdraw" && act.how === how && act.level <= level ? [i] : []));
  const levels = kLadder.map((_, level) => level).reverse();
  const names = levels.map((level) => ({ level, found: upTo("named", level) })).find(({ level, found }) => found.length >= kLadder[level]!)?.found ?? [];
  const all = levels.map((level) => ({ level, total: names.length + upTo("counted", level).length })).find(({ level, total }) => total >= kLadder[level]!)?.total ?? names.length;
  const answers = kAnswers.map((_, answer) => wishes.filter((act) => act !== "withdraw" && act.answer === answer).length);
  return { names, signatures: all, answers };
}

// What went to the server, and what it signed.
export interface Sent {
  index: number;
  sha256: string;
  receipt: Receipt | null;
}

const patience = { timeout: 60_000 };

// Waits for the good end of something asked of the server; where a refusal comes instead, asks again.
async function insist(page: Page, press: () => Promise<unknown>, good: string, within: string, patient = patience.timeout): Promise<void> {
  for (const deadline = Date.now() + patient; ; ) {
    await press();
    await page.waitForSelector(`${good}, ${within} .refusal`, patience);
    if (await page.$(good)) return;
    assert.ok(Date.now() < deadline, `only refusals: ${await page.textContent(`${within} .refusal`)}`);
    await page.waitForTimeout(300);
  }
}

export async function comeIn({ page }: Visitor, letter: ServedLetter, someone: Invited, patient = patience.timeout): Promise<void> {
  // A page that a dying server did not send is asked for again, as a browser's *reload* does.
  for (const deadline = Date.now() + patience.timeout; ; await page.waitForTimeout(300)) {
    const came = page.goto(letter.url + someone.link, { timeout: 10_000 }).then(() => page.waitForSelector("#code", { timeout: 5_000 }));
    if (await came.then(() => true, () => false)) break;
    await page.goto("about:blank").catch(() => undefined); // the same address again would only be another place in the same page
    assert.ok(Date.now() < deadline, "the sign page never came");
  }
  await page.fill("#code", someone.code);
  await insist(page, () => page.click("us-entrance button[type=submit]"), "#sentence-heading", "us-entrance", patient);
}

export async function seal(page: Page, { how, level, answer }: Wish): Promise<void> {
  await page.check(`input[name=how][value=${how}]`);
  await page.selectOption("#level", { index: level });
  await page.click(`.question label:has-text("${kAnswers[answer]}")`);
  await page.click("form button[type=submit]");
  await page.waitForSelector("#confirm");
  await insist(page, () => page.click(".confirm .actions .button >> nth=0"), "#sealed", ".confirm");
}

// From what was just done to the sign page again, within the same visit.
async function goOn(page: Page): Promise<void> {
  if (await page.$(".done")) return page.click(".done .actions button");
  await page.click('us-mine a[href$="/sign"]');
}

async function withdraw(page: Page): Promise<void> {
  await page.click(".done a.button");
  await page.waitForSelector("us-mine .sentence");
  await insist(page, () => page.click("us-mine .actions button"), "#withdrawn", "us-mine");
}

export async function signAll(browser: Browser, letter: ServedLetter, lanes: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  let next = 0;
  const lane = async () => {
    while (next < acts.length) {
      const signer = next++;
      const visitor = await visit(browser, letter.url);
      listen(visitor.page, sent);
      await comeIn(visitor, letter, invited(signer, "l", letter.folder));
      for (const [i, act] of acts[signer]!.entries()) {
        if (i > 0 && act !== "withdraw") await goOn(visitor.page);
        if (act === "withdraw") await withdraw(visitor.page);
        else await seal(visitor.page, act);
      }
      await visitor.leave();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return sent;
}

function listen(page: Page, sent: Sent[]): void {
  page.on("request", (request) => {
    if (request.method() !== "POST" || !request.url().endsWith("/entries")) return;
    const { index, entry } = request.postDataJSON() as { index: number; entry: string };
    const one: Sent = { index, sha256: createHash("sha256").update(Buffer.from(entry, "base64")).digest("hex"), receipt: null };
    sent.push(one);
    void request.response().then(async (response) => {
      if (response?.ok()) one.receipt = (await response.json()) as Receipt;
    }, () => undefined);
  });
}

// What stands for each credential in each epoch: of its entries that got a receipt the last one, or one that
// was sent after it into a server that died.
export function checkReceipts(sent: Sent[], entryAt: (epoch: number, index: number) => string): number {
  let receipts = 0;
  for (const [at, one] of sent.entries()) {
    if (!one.receipt) continue;
    ++receipts;
    assert.equal(one.receipt.sha256, one.sha256);
    const { epoch, index } = one.receipt;
    const later = sent.slice(at + 1).filter((other) => other.index === index && (other.receipt === null || other.receipt.epoch === epoch));
    const may = [one, ...later].map(({ sha256 }) => sha256);
    assert.ok(may.includes(entryAt(epoch, index)), `a receipt of epoch ${epoch} for credential ${index} stands for nothing`);
  }
  return receipts;
}

export function checkResult(result: Result, { names, signatures, answers }: Expected, letter: ServedLetter): void {
  assert.equal(result.state, "opened");
  const expected = names.map((signer) => invited(signer, "l", letter.folder).name);
  assert.deepEqual(result.names.map(({ name }) => name).sort(), expected.sort());
  assert.equal(result.settlement!.signatures, signatures);
  const told = new Map(result.tallies[0]!.answers.map(({ answer, total }) => [answer, total]));
  assert.deepEqual(kAnswers.map((answer) => told.get(answer)), answers);
}

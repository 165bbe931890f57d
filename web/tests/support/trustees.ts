// Trustees in browsers of their own: each makes a key, keeps the newest key file, and does what the page says.
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { findings, overflow, visit, type Visitor } from "./browser.ts";
import type { PublicKeys, ServedLetter } from "./served.ts";

// What the desk said in the states that were looked at.
export const seenStates = new Set<string>();

async function look(page: Page): Promise<void> {
  const said = await page.evaluate(() => [...document.querySelectorAll("#desk strong, #desk p.good, #did")].map(({ textContent }) => textContent).join(" "));
  if (seenStates.has(said)) return;
  seenStates.add(said);
  assert.deepEqual(await findings(page), [], said);
  assert.equal(await overflow(page), 0, said);
}

export class PageTrustee {
  readonly name: string;
  readonly #passphrase: string;
  #visitor: Visitor | null = null;
  #saved = 0;
  #newest = "";
  readonly #browser: Browser;
  readonly #letter: ServedLetter;

  constructor(browser: Browser, letter: ServedLetter, name: string) {
    this.#browser = browser;
    this.#letter = letter;
    this.name = name;
    this.#passphrase = `four words of ${name}`;
  }

  // On the page for it, before there is a letter.
  async makeKey(): Promise<PublicKeys> {
    const page = await this.#come("/trustee");
    await page.fill("#name", this.name);
    await page.fill("#passphrase", this.#passphrase);
    await page.fill("#again", this.#passphrase);
    await page.click("form button[type=submit]");
    const lines = (await (await page.waitForSelector("#made code")).textContent())!;
    const key = (option: string) => new RegExp(`--${option} ([0-9a-f]{64})`).exec(lines)![1]!;
    await this.#kept(1);
    const keys = { signingKey: key("signing-key"), encryptionKey: key("encryption-key") };
    await this.leave();
    return keys;
  }

  // A new visit, with nothing but the key file.
  async open(): Promise<void> {
    const page = await this.#come("/letters/l/trustees");
    await page.setInputFiles("#key-file", this.#newest);
    await page.fill("#passphrase", "another passphrase");
    await page.press("#passphrase", "Enter");
    await page.waitForSelector(".refusal");
    await page.fill("#passphrase", this.#passphrase);
    await page.press("#passphrase", "Enter");
    await page.waitForSelector("#desk");
  }

  // Does its part whenever the page says that the letter waits for it.
  async workUntil(...phases: string[]): Promise<void> {
    const page = this.#visitor!.page;
    for (const deadline = Date.now() + 120_000; !phases.includes((await this.#letter.state()).phase); await page.waitForTimeout(200)) {
      assert.ok(Date.now() < deadline, `${this.name} never came to ${phases.join(", ")}`);
      await look(page);
      if (!(await page.$("#desk p.good"))) continue;
      // The others may have made it complete in this moment; then there is no button any more.
      if (!(await page.click("#work", { timeout: 2_000 }).then(() => true, () => false))) continue;
      await page.waitForSelector("#did, #desk .refusal", { timeout: 60_000 });
      await look(page);
      const refused = await page.$("#desk .refusal");
      // Two may raise at once; the second does its part again.
      if (refused) assert.match((await refused.textContent())!, /Another trustee has just given|moved on meanwhile/);
    }
    await look(page);
  }

  get page(): Page {
    return this.#visitor!.page;
  }
  async leave(): Promise<void> {
    await this.#visitor?.leave();
    this.#visitor = null;
  }

  async #come(path: string): Promise<Page> {
    this.#visitor = await visit(this.#browser, this.#letter.url, { acceptDownloads: true });
    const { page } = this.#visitor;
    page.on("download", (download) => {
      const file = join(this.#letter.work, `${this.name}-${++this.#saved}.key`);
      void download.saveAs(file).then(() => (this.#newest = file));
    });
    await page.goto(this.#letter.url + path);
    return page;
  }
  async #kept(files: number): Promise<void> {
    await this.#letter.until(async () => this.#saved >= files && this.#newest.endsWith(`-${this.#saved}.key`), 10);
  }
  // Until the last file that the page saved lies on the disk.
  async settle(): Promise<void> {
    await this.#kept(this.#saved);
  }
}

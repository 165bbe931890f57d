// A letter from its trustees' and signers' browsers to the verified record, on the real server.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { visit } from "../support/browser.ts";
import { bundleHash, kTrustees } from "../support/served.ts";
import { acts, signAll } from "../support/signers.ts";
import { browser, letter } from "../support/stage.ts";
import { checkStory } from "../support/story.ts";
import { PageTrustee, seenStates } from "../support/trustees.ts";

const all = <T>(trustees: PageTrustee[], act: (trustee: PageTrustee) => Promise<T>) => Promise.all(trustees.map(act));

test("three trustees, twelve signers, changes, withdrawals, the opening, the result, its verification", async () => {
  await letter.startServer();
  const trustees = Array.from({ length: kTrustees }, (_, i) => new PageTrustee(browser, letter, `Trustee ${i + 1}`));
  const keys = await all(trustees, (trustee) => trustee.makeKey());
  letter.draft({ startsIn: 12, epochSeconds: 6, epochs: 8 });
  trustees.forEach(({ name }, i) => letter.addTrustee(name, keys[i]!));
  letter.freeze();
  await letter.showLetter();

  await all(trustees, (trustee) => trustee.open());
  await all(trustees, (trustee) => trustee.workUntil("waiting", "open"));
  for (const { given } of (await letter.state()).trustees) assert.deepEqual(given, ["ceremony.commit", "ceremony.disclose", "ceremony.confirm", "holding"]);
  await all(trustees, async (trustee) => {
    await trustee.settle();
    await trustee.leave();
  });

  await letter.phase("open");
  const sent = await signAll(browser, letter, 3);
  assert.equal(sent.filter(({ receipt }) => receipt).length, acts.flat().length);
  await letter.phase("counting");

  // They come back with nothing but the newest key file.
  await all(trustees, (trustee) => trustee.open());
  await all(trustees, (trustee) => trustee.workUntil("complete"));
  await all(trustees, (trustee) => trustee.leave());
  // Keys, cards, waiting, counting, opening, tallying, the end: each was looked at.
  assert.ok(seenStates.size >= 7, [...seenStates].join("\n"));
  assert.equal(await checkStory(browser, letter, sent), acts.flat().length);
});

test("the pages' hash stands in the letter, and is that of the program in the page", async () => {
  const visitor = await visit(browser, letter.url);
  const { page } = visitor;
  await page.goto(`${letter.url}/letters/l`);
  assert.equal(await (await page.waitForSelector("#bundle .digest")).textContent(), bundleHash());
  await page.click("#bundle a");
  await page.waitForSelector("us-program p.good", { timeout: 60_000 });
  assert.equal(await page.textContent("us-program .digest"), bundleHash());
  await visitor.leave();
});

test("the pages' larger files come compressed, and are the same", async () => {
  const listed = (await (await fetch(`${letter.url}/bundle.txt`)).text()).split("\n").filter((line) => /\.(wasm|js|css)$/.test(line));
  assert.ok(listed.length >= 5, "scripts, styles and modules");
  for (const [hash, path] of listed.map((line) => line.split("  "))) {
    const response = await fetch(`${letter.url}/${path}`, { headers: { "Accept-Encoding": "br" } });
    assert.deepEqual([response.headers.get("content-encoding"), response.headers.get("vary")], ["br", "Accept-Encoding"], path);
    assert.equal(createHash("sha256").update(Buffer.from(await response.arrayBuffer())).digest("hex"), hash, path);
  }
});

test("each kind is kept as long as it may be", async () => {
  const page = await (await fetch(letter.url)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)![1]!;
  const kept = async (path: string, options: RequestInit = {}) => (await fetch(letter.url + path, options)).headers.get("cache-control");
  const forEver = "public, max-age=31536000, immutable";
  for (const path of ["/", "/letters/l/sign", "/bundle.txt", "/api/letters", "/api/letters/l", "/api/letters/l/result", "/letters/l/record/checkpoint"]) assert.equal(await kept(path), "no-cache", path);
  for (const path of [script, "/api/letters/l/manifest", "/letters/l/record/tile/entries/000.p/1", "/api/letters/l/board/ceremony.commit/1"]) assert.equal(await kept(path), forEver, path);
  for (const path of ["/nothing.js", "/healthz", "/metrics"]) assert.equal(await kept(path), "no-store", path);
  assert.equal(await kept("/api/letters/l/entries", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }), "no-store");
});

test("no page can be framed by another site", async () => {
  const visitor = await visit(browser, letter.url);
  const { page } = visitor;
  // Another site: one that this test answers for.
  await page.route("http://elsewhere.test/", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${letter.url}/letters/l/sign"></iframe>` }));
  await page.goto("http://elsewhere.test/");
  await page.waitForTimeout(500);
  const frame = page.frames()[1]!;
  assert.equal(await frame.evaluate(() => document.querySelector("us-app") === null), true);
  await visitor.context.close();
});

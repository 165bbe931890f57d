// A letter without cover: its pages say that taking part shows, a signer finds their entries where they sent some
// and nowhere else, and what stands is counted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings, invited, visit } from "../support/browser.ts";
import { comeIn, seal } from "../support/signers.ts";
import { browser, letter } from "../support/stage.ts";
import { verifyInPage } from "../support/story.ts";

const byName = { how: "named", level: 0, answer: 0 } as const;

test("who takes part shows, what they say does not, and what stands is counted", async () => {
  letter.draft({ startsIn: 5, epochSeconds: 10, epochs: 3, cover: "none" });
  letter.makeKeys();
  letter.freeze();
  await letter.startServer();
  letter.startAgents();
  await letter.phase("open");

  const visitors = await Promise.all([0, 1, 2, 3].map(async (signer) => {
    const visitor = await visit(browser, letter.url);
    await comeIn(visitor, letter, invited(signer, "l", letter.folder));
    assert.match((await visitor.page.textContent(".meaning"))!, /That you take part will show/);
    await seal(visitor.page, byName);
    return visitor;
  }));
  const { page } = visitors[3]!;
  assert.match((await page.textContent(".done"))!, /your number on the roster sealed something/);
  assert.deepEqual(await findings(page), []);
  await page.click(".done a.button");
  await page.waitForSelector("us-mine .sentence");

  // Nothing in the second epoch; the third takes it back.
  await letter.until(async () => (await letter.state()).epochs_complete === 2);
  await page.click("us-mine .actions button");
  await page.waitForSelector("#withdrawn");
  await letter.phase("complete");
  await page.click("us-mine button:has-text('Look')");
  await page.waitForSelector(".standings li >> nth=1");
  const epochs = await page.$$eval(".standings li.own strong", (all) => all.map((one) => one.textContent));
  assert.deepEqual(epochs, ["Epoch 1:", "Epoch 3:"]);
  assert.deepEqual(await findings(page), []);

  const result = await letter.result();
  assert.equal(result.took_part, 4);
  const names = [0, 1, 2].map((signer) => invited(signer, "l", letter.folder).name);
  assert.deepEqual(result.names.map(({ name }) => name).sort(), names.sort());
  await page.goto(`${letter.url}/letters/l/result`);
  await page.waitForSelector("#numbers");
  assert.deepEqual(await findings(page), []);
  await verifyInPage(page, letter.url, result.fingerprint);
  assert.deepEqual(await page.$$eval(".caught strong", (all) => all.map((one) => one.textContent)), ["Caught.", "Caught.", "Caught."]);
  for (const visitor of visitors) await visitor.leave();
});

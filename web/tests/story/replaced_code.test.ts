// A code is replaced while the letter is open and people have its pages open: the old code says nothing any more,
// the new one signs, and its card opens. The letter commits to its list of names in place of publishing it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings, invited, visit } from "../support/browser.ts";
import { comeIn, seal } from "../support/signers.ts";
import { browser, letter } from "../support/stage.ts";

const byName = { how: "named", level: 0, answer: 0 } as const;

test("a code that was replaced is refused, the new one signs and opens", async () => {
  letter.draft({ startsIn: 5, epochSeconds: 10, epochs: 2, names: "committed" });
  letter.makeKeys();
  letter.freeze();
  await letter.startServer();
  letter.startAgents();
  await letter.phase("open");

  // Three sign in the first epoch; the first one's page stays open.
  const before = invited(0, "l", letter.folder);
  const visitors = await Promise.all([0, 1, 2].map(async (signer) => {
    const visitor = await visit(browser, letter.url);
    await comeIn(visitor, letter, invited(signer, "l", letter.folder));
    assert.match((await visitor.page.textContent(".meaning"))!, /does not publish the list of those invited/);
    await seal(visitor.page, byName);
    return visitor;
  }));
  const old = visitors[0]!.page;
  await letter.until(async () => (await letter.state()).epochs_complete === 1);
  await letter.killServer();
  letter.run("roster", "amend", "--dir", letter.folder, "--person", before.name);
  await letter.startServer();

  // The page that is open still has the old code, and says what became of it.
  await old.click(".done .actions button");
  await old.click("form button[type=submit]");
  await old.click(".confirm .actions .button >> nth=0");
  await old.waitForSelector(".confirm .refusal");
  assert.match((await old.textContent(".confirm .refusal"))!, /replaced by a new one/);
  assert.deepEqual(await findings(old), []);
  const stranger = await visit(browser, letter.url);
  await assert.rejects(comeIn(stranger, letter, before, 1), /replaced by a new one/);

  const now = invited(0, "l", letter.folder);
  assert.equal(now.name, before.name);
  assert.notEqual(now.code, before.code);
  const owner = await visit(browser, letter.url);
  await comeIn(owner, letter, now);
  await seal(owner.page, byName);

  await letter.phase("complete");
  const result = await letter.result();
  assert.equal(result.amendments, 1);
  const names = [0, 1, 2].map((signer) => invited(signer, "l", letter.folder).name);
  assert.deepEqual(result.names.map(({ name }) => name).sort(), names.sort());
  await owner.page.goto(`${letter.url}/letters/l/result`);
  await owner.page.waitForSelector("#numbers");
  assert.match((await owner.page.textContent("main"))!, /1 code was replaced/);
  assert.deepEqual(await findings(owner.page), []);
  for (const visitor of [...visitors, stranger, owner]) await visitor.leave();
});

// A letter from its signers' browsers to the verified record, on the real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "../support/browser.ts";
import { ServedLetter } from "../support/served.ts";
import { acts, signAll } from "../support/signers.ts";
import { checkStory } from "../support/story.ts";

let browser: Browser;
const letter = new ServedLetter();
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  letter.close();
});

test("twelve signers, changes, withdrawals, the opening, the result, its verification", async () => {
  letter.draft({ startsIn: 6, epochSeconds: 6, epochs: 7 });
  letter.makeKeys();
  letter.freeze();
  await letter.startServer();
  letter.startAgents();
  await letter.phase("open");
  const sent = await signAll(browser, letter, 3);
  assert.equal(sent.filter(({ receipt }) => receipt).length, acts.flat().length);
  await letter.phase("complete");
  assert.equal(await checkStory(browser, letter, sent), acts.flat().length);
});

// The same letter while its server is killed at random moments and started again: whatever got a receipt
// stands in the record, and nobody's last word is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { acts, signAll } from "../support/signers.ts";
import { browser, letter } from "../support/stage.ts";
import { checkStory } from "../support/story.ts";

const kKills = 10;

// Kills until there were enough, or the letter needs no more of it.
async function killAtRandom(over: () => boolean): Promise<number> {
  let kills = 0;
  for (; kills < kKills && !over(); ++kills) {
    await new Promise((resolve) => setTimeout(resolve, 300 + 3_500 * Math.random()));
    await letter.killServer();
    await letter.startServer();
  }
  return kills;
}

test("the server killed at random moments: what got a receipt counts", async () => {
  letter.draft({ startsIn: 6, epochSeconds: 6, epochs: 9 });
  letter.makeKeys();
  letter.freeze();
  await letter.startServer();
  letter.startAgents();
  await letter.phase("open");
  let over = false;
  const killing = killAtRandom(() => over);
  const story = signAll(browser, letter, 3).then(async (sent) => {
    await letter.phase("complete");
    return sent;
  });
  const sent = await story.finally(() => (over = true));
  const kills = await killing;
  assert.ok(kills >= 3, `killed only ${kills} times`);
  assert.ok((await checkStory(browser, letter, sent)) >= acts.flat().length);
});

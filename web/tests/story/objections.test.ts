// Somebody objects after the close: a trustee's page opens nothing before its person has weighed that.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { findings, visit } from "../support/browser.ts";
import { kTrustees } from "../support/served.ts";
import { browser, letter } from "../support/stage.ts";

test("a trustee weighs an objection, and goes on", async () => {
  letter.draft({ startsIn: 4, epochSeconds: 3, epochs: 1, objectionSeconds: 25 });
  letter.makeKeys();
  letter.freeze();
  const step = () => {
    for (let i = 1; i <= kTrustees; ++i) letter.run("trustee", "step", "--dir", letter.folder, "--key", `t${i}.key`);
  };
  for (let round = 0; round < 4; ++round) step();
  letter.run("roster", "freeze", "--dir", letter.folder);
  step();
  await letter.startServer();
  await letter.phase("counting");
  await letter.killServer();
  letter.run("object", "--dir", letter.folder, "--as", "trustee:2", "--key", "t2.key", "--text", "The page was down.");
  await letter.startServer();

  // Until the time to object is over the pages say so, and nothing is opened.
  const { page, leave } = await visit(browser, letter.url);
  await page.goto(`${letter.url}/letters/l`);
  await page.waitForSelector("us-countdown:text-matches('may object until')");
  assert.deepEqual(await findings(page), []);
  await page.goto(`${letter.url}/letters/l/trustees`);
  await page.setInputFiles("#key-file", join(letter.work, "t1.key"));
  await page.waitForSelector("#desk p:text-matches('until then there is time to object')");
  await page.click("#work");
  assert.match((await page.textContent("#desk .refusal"))!, /still time to object/);
  await page.waitForSelector("us-countdown:text-matches('trustees are at work')");
  await page.click("#work");
  await page.waitForSelector("#objections");
  assert.match((await page.textContent("#desk"))!, /1 objection stands.*Trustee 2 \(trustee\).*The page was down\./s);
  assert.equal(await page.$("#desk .refusal, #did"), null);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual((await letter.state()).trustees[0]!.given.filter((topic) => topic.startsWith("sum.")), []);
  await page.click("#despite");
  await page.waitForSelector("#did");
  assert.equal(await page.$("#objections"), null);
  await letter.until(async () => (await letter.state()).trustees[0]!.given.some((topic) => topic.startsWith("sum.")));
  await leave();
});

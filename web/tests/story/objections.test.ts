// After the close a signer objects on their own page; until the time to object is over nothing is opened, and then a
// trustee weighs what was said. After the opening the signer takes their name back.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findings, invited, visit } from "../support/browser.ts";
import { kTrustees } from "../support/served.ts";
import { comeIn, seal } from "../support/signers.ts";
import { browser, letter } from "../support/stage.ts";

const byName = { how: "named", level: 0, answer: 0 } as const;

async function say(page: Page, text: string): Promise<void> {
  await page.waitForSelector("#own-words");
  assert.deepEqual(await findings(page), []);
  await page.fill("#own-text", text);
  await page.click("#own-words button");
  assert.equal(await page.$("#own-said"), null, "nothing is said before somebody is sure");
  await page.check("#own-words input[name=sure]");
  await page.click("#own-words button");
  await page.waitForSelector("#own-said");
  assert.deepEqual(await findings(page), []);
}

test("an objection is made, waited for and weighed; a name is taken back", async () => {
  letter.draft({ startsIn: 5, epochSeconds: 12, epochs: 1, objectionSeconds: 25 });
  letter.makeKeys();
  letter.freeze();
  const own = () => letter.state().then(({ trustees }) => trustees[0]!.given);
  const step = () => {
    for (let i = 1; i <= kTrustees; ++i) letter.run("trustee", "step", "--dir", letter.folder, "--key", `t${i}.key`);
  };
  for (let round = 0; round < 4; ++round) step();
  letter.run("roster", "freeze", "--dir", letter.folder);
  step();
  await letter.startServer();
  const address = `${letter.url}/letters/l`;
  await letter.phase("open");

  const signer = await visit(browser, letter.url);
  const someone = invited(0, "l", letter.folder);
  await comeIn(signer, letter, someone);
  await seal(signer.page, byName);
  const invitations = join(letter.folder, "private/invitations");
  for (const file of readdirSync(invitations).sort().slice(1, 3)) letter.run("sign", "--url", address, "--invitation", join(invitations, file), "--by-name-if", "3");
  await letter.acceptOffer("Halden", 12);
  await signer.page.click('.tabs a[href="/letters/l"]');
  await signer.page.waitForSelector("section[aria-labelledby=offers]");
  assert.match((await signer.page.textContent("section[aria-labelledby=offers]"))!, /Halden.*12 places, for: Everybody/s);
  assert.deepEqual(await findings(signer.page), []);
  await letter.phase("counting");
  await signer.page.click('a[href$="/mine"]');

  await say(signer.page, "The page was down\nall evening.");
  letter.run("object", "--url", address, "--as", "trustee:2", "--key", "t2.key", "--text", "I saw it too.");

  const { page, leave } = await visit(browser, letter.url);
  await page.goto(address);
  await page.waitForSelector("us-countdown:text-matches('may object until')");
  assert.match((await page.textContent("section[aria-labelledby=objections]"))!, /credential \d+.*The page was down all evening\./s);
  assert.deepEqual(await findings(page), []);
  await page.goto(`${address}/trustees`);
  await page.setInputFiles("#key-file", join(letter.work, "t1.key"));
  await page.waitForSelector("#desk p:text-matches('until then there is time to object')");
  await page.click("#work");
  assert.match((await page.textContent("#desk .refusal"))!, /still time to object/);
  await page.waitForSelector("us-countdown:text-matches('trustees are at work')");
  await page.click("#work");
  await page.waitForSelector("#objections");
  assert.match((await page.textContent("#desk"))!, /2 objections stand.*credential \d+.*The page was down all evening\..*Trustee 2 \(trustee\).*I saw it too\./s);
  assert.equal(await page.$("#desk .refusal, #did"), null);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual((await own()).filter((topic) => topic.startsWith("sum.")), []);
  await page.click("#despite");
  await page.waitForSelector("#did");
  assert.equal(await page.$("#objections"), null);
  await letter.until(async () => (await own()).some((topic) => topic.startsWith("sum.")));
  await leave();

  letter.startAgents(2);
  await letter.phase("complete");
  await say(signer.page, "");
  const result = await letter.result();
  assert.equal(result.settlement!.names, 3);
  assert.deepEqual(result.names.filter(({ withdrawn }) => withdrawn).map(({ name }) => name), [someone.name]);
  assert.deepEqual(result.beside!.objections.map(({ text }) => text), ["The page was down all evening.", "I saw it too."]);
  await signer.leave();
});

// How long the module takes to make an entry, as a page's worker does. usage: entry.ts LETTER MODULE, a letter's folder
// whose first epoch has not ended
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Item } from "../../src/api.ts";
import { noChoice } from "../../src/core/choice.ts";
import { Core } from "../../src/core/module.ts";
import type { Card } from "../../src/core/shapes.ts";
import { bundles, leavesOf, statedSize } from "../../src/core/record.ts";

const [folder, module] = process.argv.slice(2) as [string, string];
const kTimes = 40;

const core = await Core.load(readFileSync(module));
const record = (path: string) => new Uint8Array(readFileSync(join(folder, "record", path)));
const reader = core.openReader(null);
for (const { path } of bundles(statedSize(record("checkpoint")))) for (const leaf of leavesOf(record(path))) reader.addLeaf(leaf);
const invitations = join(folder, "private/invitations");
const someone = JSON.parse(readFileSync(join(invitations, readdirSync(invitations)[0]!), "utf8")) as Card & { code: string };
const signer = reader.letIn(someone, [someone.code]);
const { items } = JSON.parse(new TextDecoder().decode(reader.manifest())) as { items: Item[] };

let bytes = 0;
const times = Array.from({ length: kTimes }, () => {
  const started = performance.now();
  bytes = signer.makeEntry(1, new Uint8Array(), noChoice(items)).length;
  return performance.now() - started;
}).sort((a, b) => a - b);
console.log(`${((bytes / 32 - 15) / 2).toString().padStart(3)} options, ${bytes} bytes: median ${times[kTimes / 2]!.toFixed(2)} ms (${times[0]!.toFixed(2)} – ${times.at(-1)!.toFixed(2)})`);

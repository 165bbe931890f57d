// The core in WebAssembly against a demonstration that the native program played.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Item } from "../../src/api.ts";
import { noChoice, rowsOf } from "../../src/core/choice.ts";
import { Core, Refused, type Reader } from "../../src/core/module.ts";
import type { Card, CheckLine } from "../../src/core/shapes.ts";
import { bundles, leavesOf, statedSize } from "../../src/core/record.ts";

const folder = process.env["UNDERSIGNED_DEMO"]!;
const core = await Core.load(readFileSync(join(process.env["UNDERSIGNED_MODULES"]!, "undersigned.wasm")));
const note = readFileSync(join(folder, "record/checkpoint"));
const leaves = bundles(statedSize(note)).flatMap(({ path }) => leavesOf(new Uint8Array(readFileSync(join(folder, "record", path)))));
const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as { fingerprint: string; people: number };
const invitations = readdirSync(join(folder, "private/invitations")).map(
  (name) => JSON.parse(readFileSync(join(folder, "private/invitations", name), "utf8")) as Card & { code: string },
);
const [someone, another] = [invitations[0]!, invitations[1]!];

const kEntry = 5;
const firstEntry = leaves.findIndex((leaf) => leaf[0] === kEntry);

function refusal(act: () => unknown): Refused {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "it was accepted" });
}
function founded(fingerprint: string | null = result.fingerprint): Reader {
  const reader = core.openReader(fingerprint);
  for (const leaf of leaves.slice(0, firstEntry)) reader.addLeaf(leaf);
  return reader;
}
// The failure of a record of these leaves.
function failureOf(changed: Uint8Array[]) {
  const reader = core.openReader(null);
  const { failure } = refusal(() => {
    for (const leaf of changed) reader.addLeaf(leaf);
    reader.finish();
  });
  return failure!;
}

test("the whole record passes every check, and gives the native program's result", () => {
  const reader = core.openReader(result.fingerprint);
  const lines: CheckLine[] = [];
  for (const { path, width } of bundles(statedSize(note))) {
    lines.push(...reader.addBundle(readFileSync(join(folder, "record", path)), width).lines);
  }
  lines.push(...reader.checkCheckpoint(note).lines);
  const finished = reader.finish();
  lines.push(...finished.lines);
  assert.ok(lines.every(({ ok }) => ok));
  assert.ok(["manifest", "keys", "roster", "fingerprint", "entries", "names", "tallies", "checkpoint", "state"].every((name) => lines.some((line) => line.name === name)));
  assert.deepEqual(finished.result, result);
  assert.equal(JSON.stringify(finished.result), JSON.stringify(result));
  reader.close();
});

test("another letter's fingerprint is refused", () => {
  assert.equal(refusal(() => founded("00".repeat(32))).failure!.line, "fingerprint");
});

test("a checkpoint of fewer leaves, or with a false signature, is refused", () => {
  const reader = founded();
  assert.equal(refusal(() => reader.checkCheckpoint(note)).check, "tree.root");
  const forged = Buffer.from(note);
  forged[forged.length - 5]! ^= 1;
  assert.notEqual(refusal(() => reader.checkCheckpoint(forged)).check, "tree.root");
  reader.close();
});

test("forged, dropped, reordered and replayed entries are stopped at their leaf", () => {
  const at = firstEntry + 2;
  const changed = (change: (copy: Uint8Array[]) => void) => {
    const copy = [...leaves];
    change(copy);
    return failureOf(copy);
  };
  const flipped = leaves[at]!.slice();
  flipped[40]! ^= 1;
  assert.equal(changed((copy) => (copy[at] = flipped)).leaf, at);
  assert.equal(changed((copy) => copy.splice(at, 1)).leaf, at);
  assert.equal(changed((copy) => ([copy[at], copy[at + 1]] = [copy[at + 1]!, copy[at]!])).leaf, at);
  const later = firstEntry + result.people + 1;
  const replayed = changed((copy) => (copy[later] = copy[firstEntry]!));
  assert.equal(replayed.leaf, later);
  assert.equal(replayed.line, "entries");
});

test("a signer is let in by code and card together, and by nothing less", () => {
  const reader = founded();
  const signer = reader.letIn(someone, [someone.code.toLowerCase().replaceAll("-", " ")]);
  assert.ok(signer.index < result.people);
  signer.close();
  const check = (card: Card, code: string) => refusal(() => reader.letIn(card, [code])).check;
  assert.equal(check(someone, another.code), "sign.card");
  assert.equal(check({ ...someone, role: someone.role + "x" }, someone.code), "sign.card");
  assert.equal(check({ ...someone, salt: "00".repeat(32) }, someone.code), "sign.card"); // names are published
  assert.equal(check({ ...someone, salt: "00" }, someone.code), "card.salt");
  assert.equal(check(someone, "00000-00000-00000-00001-32"), "sign.code");
  assert.equal(check(someone, someone.code.slice(0, -1) + (someone.code.endsWith("0") ? "1" : "0")), "code.check");
  assert.equal(check(someone, "short"), "code.length");
  assert.equal(check(someone, someone.code.replace(/.$/, "!")), "code.character");
  reader.close();
});

// Puts an entry in its place of the first epoch and reads on to the epoch's leaf, which signs the tree
// as it was: the proofs are checked before it, so a true entry fails at the epoch, a false one at itself.
function lineThatStops(index: number, entry: Uint8Array): { line: string; leaf: number | null } {
  const leaf = leaves[firstEntry + index]!.slice();
  leaf.set(entry, 5);
  return failureOf([...leaves.slice(0, firstEntry + index), leaf, ...leaves.slice(firstEntry + index + 1)]);
}

test("an entry that the module makes is a valid entry of the record", () => {
  const reader = founded();
  const signer = reader.letIn(someone, [someone.code]);
  const items = (JSON.parse(new TextDecoder().decode(reader.manifest())) as { items: Item[] }).items;
  for (const options of [noChoice(items), items.flatMap((item) => Array.from({ length: rowsOf(item) }, (_, row) => row + 1))]) {
    const entry = signer.makeEntry(1, new Uint8Array(), options);
    assert.equal(lineThatStops(signer.index, entry).line, "epochs");
    const changed = entry.slice();
    changed[changed.length - 33]! ^= 1;
    const stopped = lineThatStops(signer.index, changed);
    assert.deepEqual([stopped.line, stopped.leaf], ["entries", firstEntry + signer.index]);
  }
  signer.close();
  reader.close();
});

test("what stands beside the letter is proved by whose code it is, and is a line of text", () => {
  const reader = founded();
  const signer = reader.letIn(someone, [someone.code]);
  const kStatement = 12;
  const objection = signer.speak("objection", 1_900_000_000, "La page était en panne.");
  assert.deepEqual([objection[0], objection[5], objection[6]], [kStatement, 2, 5]);
  assert.equal(new DataView(objection.buffer).getUint32(7, true), signer.index);
  assert.equal(failureOf([...leaves.slice(0, firstEntry), objection]).check, "objection.early");
  const forged = objection.slice();
  forged[forged.length - 1]! ^= 1;
  assert.equal(failureOf([...leaves, forged]).check, "objection.proof");
  assert.equal(failureOf([...leaves, objection, objection]).check, "objection.twice");
  for (const text of ["", "two\nlines", "x".repeat(2_001)]) {
    assert.equal(refusal(() => signer.speak("objection", 1_900_000_000, text)).check, "objection.encoding");
  }
  assert.ok(signer.speak("withdrawal", 1_900_000_000, "").length > 64);
  assert.equal(refusal(() => signer.speak("withdrawal", 1_900_000_000, "x".repeat(401))).check, "withdrawal.encoding");
  signer.close();
  reader.close();
});

test("the same choice is sealed differently every time", () => {
  const reader = founded();
  const signer = reader.letIn(someone, [someone.code]);
  const items = (JSON.parse(new TextDecoder().decode(reader.manifest())) as { items: Item[] }).items;
  const make = () => Buffer.from(signer.makeEntry(1, new Uint8Array(), noChoice(items))).toString("hex");
  assert.notEqual(make(), make());
  assert.equal(refusal(() => signer.makeEntry(2, new Uint8Array(), noChoice(items))).check, "sign.before");
  signer.close();
  reader.close();
});

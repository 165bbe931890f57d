// A trustee's key in the module: drawn there, written as the program writes it, read back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { Core, Refused } from "../../src/core/module.ts";

const demo = process.env["UNDERSIGNED_DEMO"]!;
const program = process.env["UNDERSIGNED"]!;
let core: Core;
before(async () => {
  core = await Core.load(readFileSync(process.env["UNDERSIGNED_WASM"]!));
});

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.check;
    throw error;
  }
  return "";
};

test("a key that was made is another each time, and opens again as itself", () => {
  const { trustee, about } = core.makeTrustee("Ada");
  assert.equal(about.name, "Ada");
  assert.notEqual(core.makeTrustee("Ada").about.signing_key, about.signing_key);
  const file = trustee.keyFile();
  assert.deepEqual(core.openTrustee(file).about, about);
  const form = JSON.parse(new TextDecoder().decode(file)) as Record<string, string>;
  assert.equal(form["kind"], "trustee");
  assert.equal(form["protection"], "none");
});

test("the program and the page read each other's key files", () => {
  const folder = mkdtempSync(join(tmpdir(), "undersigned-key-"));
  try {
    const { trustee, about } = core.makeTrustee("Ada");
    const file = trustee.keyFile();
    writeFileSync(join(folder, "ada.key"), file, { mode: 0o600 });
    execFileSync(program, ["letter", "new", "--dir", "L"], { cwd: folder });
    const words = ["trustee", "init", "--dir", "L", "--no-passphrase"];
    execFileSync(program, [...words, "--key", "ada.key", "--name", "Ada"], { cwd: folder });
    execFileSync(program, [...words, "--key", "ben.key", "--name", "Ben"], { cwd: folder });
    const draft = JSON.parse(readFileSync(join(folder, "L/letter.json"), "utf8")) as { trustees: { members: { signing_key: string; encryption_key: string }[] } };
    const ben = core.openTrustee(readFileSync(join(folder, "ben.key"))).about;
    const keys = draft.trustees.members.map(({ signing_key, encryption_key }) => ({ signing_key, encryption_key }));
    assert.deepEqual(keys, [about, ben].map(({ signing_key, encryption_key }) => ({ signing_key, encryption_key })));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is no trustee's key file is refused, and so is another letter's key", () => {
  const other = (change: object) => {
    const form = JSON.parse(new TextDecoder().decode(core.makeTrustee("Ada").trustee.keyFile())) as object;
    return new TextEncoder().encode(JSON.stringify({ ...form, ...change }));
  };
  assert.equal(refusal(() => core.openTrustee(other({ kind: "author" }))), "key.kind");
  assert.equal(refusal(() => core.openTrustee(other({ signing_key: "00".repeat(32) }))), "key.format");
  const sealed = { operations: 3, memory_bytes: 65536, salt: "00".repeat(16), nonce: "00".repeat(12) };
  assert.equal(refusal(() => core.openTrustee(other({ protection: sealed }))), "key.passphrase");
  const manifest = readFileSync(join(demo, "manifest.json"));
  assert.equal(refusal(() => core.makeTrustee("Ada").trustee.takeLetter(manifest)), "trustee.stranger");
});

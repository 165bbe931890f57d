// A trustee's key in the module: drawn there, written as the program writes it, read back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { Core, Refused } from "../../src/core/module.ts";
import { stretch } from "../../src/core/passphrase.ts";

const demo = process.env["UNDERSIGNED_DEMO"]!;
const program = process.env["UNDERSIGNED"]!;
let core: Core;
before(async () => {
  core = await Core.load(readFileSync(join(process.env["UNDERSIGNED_MODULES"]!, "undersigned.wasm")));
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
  const { trustee, about } = core.makeTrustee("Ada", null);
  assert.equal(about.name, "Ada");
  assert.notEqual(core.makeTrustee("Ada", null).about.signing_key, about.signing_key);
  const file = trustee.keyFile();
  assert.deepEqual(core.openTrustee(file, null).about, about);
  const form = JSON.parse(new TextDecoder().decode(file)) as Record<string, string>;
  assert.equal(form["kind"], "trustee");
  assert.equal(form["protection"], "none");
});

test("the program and the page read each other's key files", () => {
  const folder = mkdtempSync(join(tmpdir(), "undersigned-key-"));
  try {
    const { trustee, about } = core.makeTrustee("Ada", null);
    const file = trustee.keyFile();
    writeFileSync(join(folder, "ada.key"), file, { mode: 0o600 });
    execFileSync(program, ["letter", "new", "--dir", "L"], { cwd: folder });
    const words = ["trustee", "init", "--dir", "L", "--no-passphrase"];
    execFileSync(program, [...words, "--key", "ada.key", "--name", "Ada"], { cwd: folder });
    execFileSync(program, [...words, "--key", "ben.key", "--name", "Ben"], { cwd: folder });
    const draft = JSON.parse(readFileSync(join(folder, "L/letter.json"), "utf8")) as { trustees: { members: { signing_key: string; encryption_key: string }[] } };
    const ben = core.openTrustee(readFileSync(join(folder, "ben.key")), null).about;
    const keys = draft.trustees.members.map(({ signing_key, encryption_key }) => ({ signing_key, encryption_key }));
    assert.deepEqual(keys, [about, ben].map(({ signing_key, encryption_key }) => ({ signing_key, encryption_key })));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a passphrase seals a key file in the page as in the program, and only it opens the file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "undersigned-key-"));
  try {
    const protection = core.newProtection();
    assert.notEqual(core.newProtection().salt, protection.salt);
    const made = core.makeTrustee("Ada", { salt: protection.salt, stretched: await stretch("four words nobody reads", protection) });
    const file = made.trustee.keyFile();
    assert.notDeepEqual(made.trustee.keyFile(), file, "each file has a nonce of its own");
    assert.deepEqual(core.protectionOf(file), protection);
    assert.equal(refusal(() => core.openTrustee(file, null)), "key.passphrase");
    assert.equal(refusal(() => core.openTrustee(file, new Uint8Array(32))), "key.passphrase");

    writeFileSync(join(folder, "ada.key"), file, { mode: 0o600 });
    writeFileSync(join(folder, "words"), "four words nobody reads\n");
    execFileSync(program, ["letter", "new", "--dir", "L"], { cwd: folder });
    const init = (name: string, key: string) => execFileSync(program, ["trustee", "init", "--dir", "L", "--passphrase-file", "words", "--key", key, "--name", name], { cwd: folder });
    init("Ada", "ada.key");
    init("Ben", "ben.key");
    const ben = readFileSync(join(folder, "ben.key"));
    const stretched = await stretch("four words nobody reads", core.protectionOf(ben)!);
    assert.equal(core.openTrustee(ben, stretched).about.name, "Ben");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is no trustee's key file is refused, and so is another letter's key", () => {
  const other = (change: object) => {
    const form = JSON.parse(new TextDecoder().decode(core.makeTrustee("Ada", null).trustee.keyFile())) as object;
    return new TextEncoder().encode(JSON.stringify({ ...form, ...change }));
  };
  assert.equal(refusal(() => core.openTrustee(other({ kind: "author" }), null)), "key.kind");
  assert.equal(refusal(() => core.openTrustee(other({ signing_key: "00".repeat(32) }), null)), "key.format");
  const sealed = { operations: 3, memory_bytes: 65536, salt: "00".repeat(16), nonce: "00".repeat(12) };
  assert.equal(refusal(() => core.openTrustee(other({ protection: sealed }), null)), "key.passphrase");
  const manifest = readFileSync(join(demo, "manifest.json"));
  assert.equal(refusal(() => core.makeTrustee("Ada", null).trustee.takeLetter(manifest)), "trustee.stranger");
});

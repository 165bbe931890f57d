// The core in WebAssembly (wasm/exports.cc) as TypeScript sees it.
import { Instance, start, utf8, type BaseExports, type Pointer, type Source } from "./instance.ts";
import type { Card, CheckLine, Failure, OwnWords, Progress, Protection, RosterSummary, TrusteeKey, Worked } from "./shapes.ts";

// A refusal of the core: `check` is stable, `failure` says where in the record.
export class Refused extends Error {
  readonly check: string;
  readonly failure: Failure | null;
  readonly lines: CheckLine[];
  constructor(check: string, message: string, failure: Failure | null = null, lines: CheckLine[] = []) {
    super(message);
    this.check = check;
    this.failure = failure;
    this.lines = lines;
  }
}

interface Exports extends BaseExports {
  us_reader_open(fingerprint: Pointer): Pointer;
  us_reader_close(reader: Pointer): void;
  us_reader_bundle(reader: Pointer, bytes: Pointer, size: number, width: number): number;
  us_reader_leaf(reader: Pointer, bytes: Pointer, size: number): number;
  us_reader_amend(reader: Pointer, epoch: number, leaf: Pointer, size: number): number;
  us_reader_checkpoint(reader: Pointer, bytes: Pointer, size: number): number;
  us_reader_finish(reader: Pointer): number;
  us_reader_manifest(reader: Pointer): number;
  us_reader_roster(reader: Pointer): number;
  us_signer_open(reader: Pointer, request: Pointer, size: number, out: Pointer): number;
  us_signer_close(signer: Pointer): void;
  us_signer_entry(signer: Pointer, epoch: number, before: Pointer, size: number, options: Pointer, items: number): number;
  us_signer_object(signer: Pointer, now: number, text: Pointer, size: number): number;
  us_signer_take_name_back(signer: Pointer, now: number, reason: Pointer, size: number): number;
  us_signer_receipt(signer: Pointer, receipt: Pointer, size: number, epoch: number, entry: Pointer, entrySize: number): number;
  us_tree_open(reader: Pointer, note: Pointer, size: number, out: Pointer): number;
  us_tree_close(tree: Pointer): void;
  us_tree_put(tree: Pointer, path: Pointer, pathSize: number, bytes: Pointer, size: number): void;
  us_tree_leaf(tree: Pointer, index: number, leaf: Pointer, size: number): number;
  us_protection_new(): number;
  us_protection_of(key: Pointer, size: number): number;
  us_trustee_new(name: Pointer, size: number, guard: Pointer, out: Pointer): number;
  us_trustee_open(key: Pointer, size: number, stretched: Pointer, out: Pointer): number;
  us_trustee_close(trustee: Pointer): void;
  us_trustee_key(trustee: Pointer): number;
  us_trustee_letter(trustee: Pointer, manifest: Pointer, size: number): number;
  us_trustee_checkpoint(trustee: Pointer, note: Pointer, size: number): number;
  us_trustee_bundle(trustee: Pointer, index: number, bytes: Pointer, size: number, width: number): number;
  us_trustee_messages_forget(trustee: Pointer): void;
  us_trustee_message(trustee: Pointer, topic: Pointer, topicSize: number, author: number, bytes: Pointer, size: number): number;
  us_trustee_cards(trustee: Pointer, bytes: Pointer, size: number): number;
  us_trustee_ask_for_cards(trustee: Pointer, time: number): number;
  us_trustee_work(trustee: Pointer, opening: number, now: number, despite: number): number;
  us_forget(): void;
}

type CoreRefusal = { check: string; message: string; failure?: undefined } | (Progress & { failure: Failure });

function refused(refusal: CoreRefusal): Refused {
  if (!refusal.failure) return new Refused(refusal.check, refusal.message);
  return new Refused(refusal.failure.check, refusal.failure.message, refusal.failure, refusal.lines);
}

// A trustee with an open key, and the key's public part.
type Opened = { trustee: Trustee; about: TrusteeKey };
const none = new Uint8Array();

export class Core extends Instance<Exports, CoreRefusal> {
  static async load(source: Source): Promise<Core> {
    return new Core(await start<Exports>(source), refused);
  }

  openReader(fingerprint: string | null): Reader {
    if (fingerprint === null) return new Reader(this, this.exports.us_reader_open(0));
    return this.lend([hexBytes(fingerprint)], ([digest]) => {
      return new Reader(this, this.exports.us_reader_open(digest!));
    });
  }

  // How the passphrase of a key file is stretched: of a new one; of this one, null if it has none.
  newProtection(): Protection {
    return this.settleJson(this.exports.us_protection_new());
  }
  protectionOf(file: Uint8Array): Protection | null {
    return this.lend([file], ([at]) => this.settleJson<Protection | null>(this.exports.us_protection_of(at!, file.length)));
  }
  // `guard`: the salt of a new protection and what the passphrase stretches to, or none.
  makeTrustee(name: string, guard: { salt: string; stretched: Uint8Array } | null): Opened {
    const secret = guard ? new Uint8Array([...hexBytes(guard.salt), ...guard.stretched]) : none;
    return this.#trustee(utf8.encode(name), secret, (at, size, with_, out) => this.exports.us_trustee_new(at, size, with_, out));
  }
  // From a key file, and what its passphrase stretches to: secret, and wiped in the module.
  openTrustee(file: Uint8Array, stretched: Uint8Array | null): Opened {
    return this.#trustee(file, stretched ?? none, (at, size, with_, out) => this.exports.us_trustee_open(at, size, with_, out));
  }
  #trustee(input: Uint8Array, secret: Uint8Array, open: (at: Pointer, size: number, secret: Pointer, out: Pointer) => number): Opened {
    return this.lend([input, secret, new Uint8Array(4)], ([at, with_, out]) => {
      const about = this.settleJson<TrusteeKey>(open(at!, input.length, with_!, out!));
      return { trustee: new Trustee(this, new DataView(this.exports.memory.buffer).getUint32(out!, true)), about };
    });
  }
}

// A record, read and verified as it comes.
export class Reader {
  readonly core: Core;
  readonly handle: Pointer;

  constructor(core: Core, handle: Pointer) {
    this.core = core;
    this.handle = handle;
  }

  addBundle(bundle: Uint8Array, width: number): Progress {
    return this.core.lend([bundle], ([at]) =>
      this.core.settleJson<Progress>(this.core.exports.us_reader_bundle(this.handle, at!, bundle.length, width)),
    );
  }
  addLeaf(leaf: Uint8Array): Progress {
    return this.core.lend([leaf], ([at]) =>
      this.core.settleJson<Progress>(this.core.exports.us_reader_leaf(this.handle, at!, leaf.length)),
    );
  }
  // A signer's page does not read the entries: an amendment that stands before those of `epoch`.
  amend(epoch: number, leaf: Uint8Array): void {
    this.core.lend([leaf], ([at]) => void this.core.settle(this.core.exports.us_reader_amend(this.handle, epoch, at!, leaf.length)));
  }
  // That `note` is signed by the letter's log and is of exactly the leaves read.
  checkCheckpoint(note: Uint8Array): Progress {
    return this.core.lend([note], ([at]) =>
      this.core.settleJson<Progress>(this.core.exports.us_reader_checkpoint(this.handle, at!, note.length)),
    );
  }
  finish(): Progress & { result: unknown } {
    return this.core.settleJson(this.core.exports.us_reader_finish(this.handle));
  }
  manifest(): Uint8Array {
    return this.core.settle(this.core.exports.us_reader_manifest(this.handle));
  }
  roster(): RosterSummary {
    return this.core.settleJson(this.core.exports.us_reader_roster(this.handle));
  }
  // `codes`: one of each issuer, in the manifest's order.
  letIn({ name, role, cohort, salt }: Card, codes: string[]): Signer {
    const request = utf8.encode(JSON.stringify({ name, role, cohort, salt, codes }));
    return this.core.lend([request, new Uint8Array(4)], ([at, out]) => {
      const reply = this.core.settleJson<{ index: number }>(
        this.core.exports.us_signer_open(this.handle, at!, request.length, out!),
      );
      const handle = new DataView(this.core.exports.memory.buffer).getUint32(out!, true);
      return new Signer(this.core, handle, reply.index);
    });
  }
  openTree(note: Uint8Array): Tree {
    return this.core.lend([note, new Uint8Array(4)], ([at, out]) => {
      const { size } = this.core.settleJson<{ size: number }>(
        this.core.exports.us_tree_open(this.handle, at!, note.length, out!),
      );
      return new Tree(this.core, new DataView(this.core.exports.memory.buffer).getUint32(out!, true), size);
    });
  }
  close(): void {
    this.core.exports.us_reader_close(this.handle);
  }
}

// A signer whose code and card were accepted.
export class Signer {
  readonly core: Core;
  readonly handle: Pointer;
  readonly index: number;

  constructor(core: Core, handle: Pointer, index: number) {
    this.core = core;
    this.handle = handle;
    this.index = index;
  }

  // `options`: of each row of each item 0 or one of its options; `before`: the leaf of the epoch before.
  makeEntry(epoch: number, before: Uint8Array, options: number[]): Uint8Array<ArrayBuffer> {
    const words = new Uint8Array(Uint32Array.from(options).buffer);
    return this.core.lend([before, words], ([at, choice]) =>
      this.core.settle(
        this.core.exports.us_signer_entry(this.handle, epoch, at!, before.length, choice!, options.length),
      ),
    );
  }
  // A leaf beside the letter; `now` in seconds.
  speak(words: OwnWords, now: number, text: string): Uint8Array<ArrayBuffer> {
    const speak = words === "objection" ? this.core.exports.us_signer_object : this.core.exports.us_signer_take_name_back;
    const bytes = utf8.encode(text);
    return this.core.lend([bytes], ([at]) => this.core.settle(speak(this.handle, now, at!, bytes.length)));
  }
  checkReceipt(receipt: unknown, epoch: number, entry: Uint8Array): void {
    const json = utf8.encode(JSON.stringify(receipt));
    this.core.lend([json, entry], ([at, bytes]) => {
      this.core.settle(
        this.core.exports.us_signer_receipt(this.handle, at!, json.length, epoch, bytes!, entry.length),
      );
    });
  }
  close(): void {
    this.core.exports.us_signer_close(this.handle);
  }
}

// The tree of a signed checkpoint.
export class Tree {
  readonly core: Core;
  readonly handle: Pointer;
  readonly size: number;

  constructor(core: Core, handle: Pointer, size: number) {
    this.core = core;
    this.handle = handle;
    this.size = size;
  }

  // That `leaf` stands at `index`; `fetchTile` brings the tiles that this needs.
  async checkLeaf(index: number, leaf: Uint8Array, fetchTile: (path: string) => Promise<Uint8Array>): Promise<void> {
    for (;;) {
      try {
        this.core.lend([leaf], ([at]) => {
          this.core.settle(this.core.exports.us_tree_leaf(this.handle, index, at!, leaf.length));
        });
        return;
      } catch (error) {
        if (!(error instanceof Refused) || error.check !== "tree.file") throw error;
        const path = utf8.encode(error.message);
        const bytes = await fetchTile(error.message);
        this.core.lend([path, bytes], ([name, at]) => {
          this.core.exports.us_tree_put(this.handle, name!, path.length, at!, bytes.length);
        });
      }
    }
  }
  close(): void {
    this.core.exports.us_tree_close(this.handle);
  }
}

// A trustee with an open key (wasm/trustee.h). takeLetter comes first.
export class Trustee {
  readonly core: Core;
  readonly handle: Pointer;

  constructor(core: Core, handle: Pointer) {
    this.core = core;
    this.handle = handle;
  }

  // Secret; the module's own copy of it is wiped.
  keyFile(): Uint8Array<ArrayBuffer> {
    const file = this.core.settle(this.core.exports.us_trustee_key(this.handle));
    this.core.exports.us_forget();
    return file;
  }
  takeLetter(manifest: Uint8Array): { trustee: number } {
    return this.#give(manifest, (at) => this.core.exports.us_trustee_letter(this.handle, at, manifest.length));
  }
  takeCheckpoint(note: Uint8Array): { size: number; known: number } {
    return this.#give(note, (at) => this.core.exports.us_trustee_checkpoint(this.handle, at, note.length));
  }
  takeBundle(index: number, bytes: Uint8Array, width: number): void {
    this.#take(bytes, (at) => this.core.exports.us_trustee_bundle(this.handle, index, at, bytes.length, width));
  }
  forgetMessages(): void {
    this.core.exports.us_trustee_messages_forget(this.handle);
  }
  takeMessage(topic: string, author: number, bytes: Uint8Array): void {
    const name = utf8.encode(topic);
    this.core.lend([name, bytes], ([where, at]) => {
      this.core.settle(this.core.exports.us_trustee_message(this.handle, where!, name.length, author, at!, bytes.length));
    });
  }
  takeCards(bodies: Uint8Array): void {
    this.#take(bodies, (at) => this.core.exports.us_trustee_cards(this.handle, at, bodies.length));
  }
  askForCards(time: number): unknown {
    return this.core.settleJson(this.core.exports.us_trustee_ask_for_cards(this.handle, time));
  }
  // `now` in seconds; `despite`: how many objections the trustee has read and goes on despite.
  work(opening: boolean, now: number, despite: number): Omit<Worked, "key"> & { changed: boolean } {
    return this.core.settleJson(this.core.exports.us_trustee_work(this.handle, opening ? 1 : 0, now, despite));
  }
  close(): void {
    this.core.exports.us_trustee_close(this.handle);
  }

  #give<T>(bytes: Uint8Array, call: (at: Pointer) => number): T {
    return this.core.lend([bytes], ([at]) => this.core.settleJson<T>(call(at!)));
  }
  #take(bytes: Uint8Array, call: (at: Pointer) => number): void {
    this.core.lend([bytes], ([at]) => void this.core.settle(call(at!)));
  }
}

export function hexBytes(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error("not hexadecimal");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the worker does: reading a letter's foundation, letting a signer in, sealing, checking, verifying
// a whole record. It holds the code, the key and the choice; none of them ever leaves it but sealed.
import type { Item } from "../api.ts";
import { noChoice } from "./choice.ts";
import type { Core, Reader, Signer } from "./module.ts";
import type { Card, CheckLine, Failure, OwnWords, Progress, RosterSummary } from "./shapes.ts";
import { Refused, toHex } from "./module.ts";
import { bundleAt, groupAround, kBundle, leavesOf, RecordFiles, statedSize, Unreachable } from "./record.ts";

export interface Foundation {
  manifest: string;
  manifestHash: string;
  fingerprint: string;
  roster: RosterSummary;
  lines: CheckLine[];
}
export interface Sealed {
  index: number;
  epoch: number;
  entry: string; // base64, for the server
  sha256: string;
  milliseconds: number;
}
// What the record holds for this credential in one epoch.
export interface Standing {
  epoch: number;
  sha256: string;
}
export type Tampering = "forge" | "drop" | "replay" | "reorder";
export type Report = (progress: Reading) => void;
export interface Reading {
  leaves: number;
  size: number;
  epochs: number;
  lines: CheckLine[];
}
export interface Verdict {
  lines: CheckLine[];
  failure: Failure | null;
  result: unknown;
  fingerprint: string | null;
  milliseconds: number;
  size: number;
}

interface Opened {
  id: string;
  files: RecordFiles;
  reader: Reader;
  places: EntryPlaces[]; // of each epoch that #walk has come to
  ended: number; // how many of them are complete
  at: number; // the leaf that #walk looks at next
  people: number;
  cover: boolean;
  rows: number; // of a choice
  epochs: number;
}

// Where an epoch's entries stand: with cover one of everybody from a leaf on, else of those who sent one.
type EntryPlaces = { first: number } | Map<number, number>;

const kAmendment = 4;
const kEntry = 5;
const kEpoch = 6;
const kTally = 10;
// A bundle whose entries were withheld after the letter had failed (docs/protocol.md 16): the page says so, and leaves
// what is left of such a record to undersigned-verify.
const kGone = 410;
export const kWithheld = "entries.withheld";
const withheld = (message: string): Failure => ({ line: "entries", check: kWithheld, section: "16", leaf: null, kind: "", message });

export class Desk {
  readonly #core: Core;
  #opened: Opened | null = null;
  #signer: Signer | null = null;
  #lastEntry: Uint8Array | null = null;

  constructor(core: Core) {
    this.#core = core;
  }

  // Manifest, keys, roster and the trustees' statements, verified against the fingerprint.
  async openLetter(id: string, fingerprint: string | null, report: Report): Promise<Foundation> {
    this.closeLetter();
    const files = new RecordFiles(id);
    const size = statedSize(await files.checkpoint());
    const reader = this.#core.openReader(fingerprint);
    const lines: CheckLine[] = [];
    let progress: Progress | null = null;
    for (let bundle = 0; bundle * kBundle < size && !isReady(progress); ++bundle) {
      const { path } = bundleAt(size, bundle);
      for (const leaf of leavesOf(await files.file(path))) {
        progress = reader.addLeaf(leaf);
        lines.push(...progress.lines);
        if (isReady(progress)) break;
      }
      files.forget(path);
      report({ leaves: progress?.leaves ?? 0, size, epochs: 0, lines: [] });
    }
    if (!progress || progress.fingerprint === null) {
      throw new Refused("sign.early", "The letter is still being prepared.");
    }
    const manifest = reader.manifest();
    const { roster_size, cover, items, schedule } = JSON.parse(new TextDecoder().decode(manifest)) as {
      roster_size: number;
      cover: string;
      items: Item[];
      schedule: { epochs: number };
    };
    this.#opened = {
      id,
      files,
      reader,
      places: [],
      ended: 0,
      at: progress.leaves,
      people: roster_size,
      cover: cover === "all",
      rows: noChoice(items).length,
      epochs: schedule.epochs,
    };
    return {
      manifest: new TextDecoder().decode(manifest),
      manifestHash: await sha256(manifest),
      fingerprint: progress.fingerprint,
      roster: reader.roster(),
      lines,
    };
  }

  async letIn(card: Card, codes: string[]): Promise<{ index: number }> {
    this.#signer?.close();
    this.#signer = null;
    await this.#walkToEnd();
    this.#signer = this.#letter().reader.letIn(card, codes);
    return { index: this.#signer.index };
  }

  // An entry that goes nowhere, made while the signer reads: a browser is slow with code that it runs for
  // the first time, and nobody should wait for that when they seal.
  rehearse(): void {
    this.#entered().makeEntry(1, new Uint8Array(), new Array<number>(this.#letter().rows).fill(0));
  }

  // The entry for `epoch`, with cover after the one that the record has for the epoch before.
  async seal(epoch: number, options: number[]): Promise<Sealed> {
    const signer = this.#entered();
    await this.#walkToEnd();
    const before = epoch > 1 && this.#letter().cover ? await this.#entryLeaf(epoch - 1) : new Uint8Array();
    const started = performance.now();
    const entry = signer.makeEntry(epoch, before, options);
    const milliseconds = performance.now() - started;
    this.#lastEntry = entry;
    return { index: signer.index, epoch, entry: toBase64(entry), sha256: await sha256(entry), milliseconds };
  }

  // A leaf beside the letter, in base64, for the server.
  async speak(words: OwnWords, text: string): Promise<string> {
    const signer = this.#entered();
    await this.#walkToEnd();
    return toBase64(signer.speak(words, Math.floor(Date.now() / 1000), text));
  }

  checkReceipt(receipt: unknown, epoch: number): void {
    this.#entered().checkReceipt(receipt, epoch, this.#lastEntry ?? new Uint8Array());
  }

  // One line an epoch that the record has (without cover, in which this credential sent something): the
  // digest of its entry there, shown to be in the tree that the log signed.
  async standings(): Promise<Standing[]> {
    const letter = this.#letter();
    await this.#walkToEnd();
    const standings: Standing[] = [];
    for (let epoch = 1; epoch <= letter.ended; ++epoch) {
      if (this.#place(epoch) === undefined) continue;
      const leaf = await this.#entryLeaf(epoch);
      standings.push({ epoch, sha256: await sha256(leaf.subarray(bodyAt(leaf))) });
    }
    return standings;
  }

  // The whole record, leaf by leaf; with `tampering`, as a server would show it that had changed it.
  async verify(id: string, fingerprint: string | null, tampering: Tampering | null, report: Report): Promise<Verdict> {
    const started = performance.now();
    const files = new RecordFiles(id);
    const note = await files.checkpoint();
    const size = statedSize(note);
    const reader = this.#core.openReader(fingerprint);
    const lines: CheckLine[] = [];
    const take = (progress: Progress) => {
      lines.push(...progress.lines);
      report({ leaves: progress.leaves, size, epochs: progress.epochs, lines: progress.lines });
    };
    const verdict = (failure: Failure | null, result: unknown, fingerprint: string | null): Verdict => ({
      lines,
      failure,
      result,
      fingerprint,
      milliseconds: performance.now() - started,
      size,
    });
    try {
      const tamper = tampering ? new Tamper(tampering) : null;
      for (let bundle = 0; bundle * kBundle < size; ++bundle) {
        const { path, width } = bundleAt(size, bundle);
        const bytes = await files.file(path);
        files.forget(path);
        if (tamper && !tamper.done) {
          for (const leaf of tamper.change(leavesOf(bytes))) take(reader.addLeaf(leaf));
        } else {
          take(reader.addBundle(bytes, width));
        }
      }
      take(reader.checkCheckpoint(note));
      const finished = reader.finish();
      take(finished);
      return verdict(null, finished.result, finished.fingerprint);
    } catch (error) {
      if (error instanceof Unreachable && error.status === kGone) return verdict(withheld(error.message), null, null);
      if (!(error instanceof Refused)) throw error;
      lines.push(...error.lines);
      const failure = error.failure ?? {
        line: "files",
        check: error.check,
        section: "8",
        leaf: null,
        kind: "",
        message: error.message,
      };
      return verdict(failure, null, null);
    } finally {
      reader.close();
    }
  }

  closeLetter(): void {
    this.#signer?.close();
    this.#signer = null;
    this.#opened?.reader.close();
    this.#opened = null;
    this.#lastEntry = null;
  }

  #letter(): Opened {
    if (!this.#opened) throw new Error("no letter is open");
    return this.#opened;
  }
  #entered(): Signer {
    if (!this.#signer) throw new Error("nobody was let in");
    return this.#signer;
  }

  // Reads what stands between the epochs of a tree of this size: where their entries stand, and which codes
  // were replaced. The same is read whoever asks.
  async #walk(size: number): Promise<void> {
    const letter = this.#letter();
    while (letter.at < size) {
      const bundle = leavesOf(await letter.files.file(bundleAt(size, Math.floor(letter.at / kBundle)).path));
      const leaf = bundle[letter.at % kBundle]!;
      if (leaf[0] === kTally) return; // the letter is closed
      if (leaf[0] === kAmendment) letter.reader.amend(letter.ended + 1, leaf);
      if (leaf[0] === kEpoch) ++letter.ended;
      letter.at += leaf[0] === kEntry ? this.#note(leaf) : 1;
    }
  }
  // Notes where an entry stands, and those that follow from it: how many.
  #note(leaf: Uint8Array): number {
    const { places, ended, at, cover, people } = this.#letter();
    if (cover) {
      places[ended] = { first: at };
      return people;
    }
    const credential = new DataView(leaf.buffer, leaf.byteOffset).getUint32(5, true);
    const sent = places[ended] ?? new Map<number, number>();
    if (sent instanceof Map) places[ended] = sent.set(credential, at);
    return 1;
  }
  // This credential's leaf of an epoch; nothing if there is none.
  #place(epoch: number): number | undefined {
    const places = this.#letter().places[epoch - 1];
    const index = this.#entered().index;
    return places instanceof Map ? places.get(index) : places && places.first + index;
  }
  // The bundles to fetch for it, among those of others.
  #group(epoch: number): [number, number] {
    const { places, people } = this.#letter();
    const all = places[epoch - 1]!;
    if (!(all instanceof Map)) return groupAround(all.first, people, this.#entered().index);
    const leaves = [...all.values()];
    return groupAround(leaves[0]!, leaves.length, this.#place(epoch)! - leaves[0]!);
  }
  async #walkToEnd(): Promise<void> {
    await this.#walk(statedSize(await this.#letter().files.checkpoint()));
  }

  // This credential's leaf of an epoch, shown to be in the tree of the newest checkpoint.
  async #entryLeaf(epoch: number): Promise<Uint8Array> {
    const { files, reader } = this.#letter();
    const note = await files.checkpoint();
    const tree = reader.openTree(note);
    try {
      await this.#walk(tree.size);
      const at = this.#place(epoch);
      if (at === undefined || at >= tree.size) throw new Refused("record.short", "The record does not reach that epoch yet.");
      const [from, to] = this.#group(epoch);
      const group = Array.from({ length: to - from + 1 }, (_, i) => bundleAt(tree.size, from + i));
      const fetched = await Promise.all(group.map(({ path }) => files.file(path)));
      const leaf = leavesOf(fetched[Math.floor(at / kBundle) - from]!)[at % kBundle]!;
      // Tiles of hashes are fetched for the whole group too.
      await Promise.all(group.map(({ path }) => files.file(path.replace("entries", "0"))));
      await tree.checkLeaf(at, leaf, (path) => files.file(path));
      return leaf;
    } finally {
      tree.close();
    }
  }
}

const isReady = (progress: Progress | null): boolean =>
  progress !== null && progress.next !== "foundation" && progress.next !== "holding";

// Changes entries of the first epoch as an attacker with the server might.
class Tamper {
  readonly #how: Tampering;
  #entries: Uint8Array[] = [];
  #epochs = 0;
  done = false;

  constructor(how: Tampering) {
    this.#how = how;
  }

  change(leaves: Uint8Array[]): Uint8Array[] {
    return leaves.flatMap((leaf) => (this.done ? [leaf] : this.#one(leaf)));
  }

  #one(leaf: Uint8Array): Uint8Array[] {
    if (leaf[0] === kEpoch) ++this.#epochs;
    if (leaf[0] !== kEntry) return [leaf];
    this.#entries.push(leaf);
    const position = this.#entries.length - 1;
    if (this.#how === "forge" && position === 2) return this.#now([forged(leaf)]);
    if (this.#how === "drop" && position === 2) return this.#now([]);
    if (this.#how === "reorder") {
      if (position === 2) return [];
      if (position === 3) return this.#now([withBody(this.#entries[2]!, leaf), withBody(leaf, this.#entries[2]!)]);
    }
    if (this.#how === "replay" && this.#epochs > 0) return this.#now([withBody(leaf, this.#entries[0]!)]);
    return [leaf];
  }
  #now(leaves: Uint8Array[]): Uint8Array[] {
    this.done = true;
    return leaves;
  }
}

// Where an entry begins in its leaf: after kind, part and parts, without cover after whose it is too.
const bodyAt = (leaf: Uint8Array): number => 5 + ((leaf.length - 5) % 32);
// Another's entry in the place of one's own.
function withBody(leaf: Uint8Array, other: Uint8Array): Uint8Array {
  const out = leaf.slice();
  out.set(other.subarray(bodyAt(other)), bodyAt(leaf));
  return out;
}
// One option's ciphertext put in another's place: points stay valid, the choice would be another.
function forged(leaf: Uint8Array): Uint8Array {
  const out = leaf.slice();
  const first = bodyAt(leaf) + 32; // after R
  out.set(leaf.subarray(first + 32, first + 64), first);
  out.set(leaf.subarray(first, first + 32), first + 32);
  return out;
}

export async function sha256(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource)));
}
function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

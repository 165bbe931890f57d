// A letter's record over HTTP (docs/protocol.md 8): which files a tree of a given size has, and how to
// get them. Bundles are fetched whole, and for one's own entry those of many others with it, so that
// what is asked for does not say whose entry is looked for.

export const kBundle = 256;
// A signer fetches this many bundles around their own: 4,096 credentials, or everybody.
export const kGroup = 16;

export interface Bundle {
  index: number;
  width: number;
  path: string;
}

// 1234067 → x001/x234/067
export function tileNumber(index: number): string {
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift("x" + String(rest % 1000).padStart(3, "0"));
  }
  return groups.join("/");
}

export function bundleAt(size: number, index: number): Bundle {
  const width = Math.min(kBundle, size - index * kBundle);
  if (width <= 0) throw new Error("no such bundle");
  const path = `tile/entries/${tileNumber(index)}` + (width < kBundle ? `.p/${width}` : "");
  return { index, width, path };
}

export function bundles(size: number): Bundle[] {
  return Array.from({ length: Math.ceil(size / kBundle) }, (_, index) => bundleAt(size, index));
}

// Every file under tile/ that a record of this many leaves has: its bundles, and the hashes over them.
export function tilePaths(size: number): string[] {
  const paths = bundles(size).map(({ path }) => path);
  for (let level = 0, width = size; width > 0; ++level, width = Math.floor(width / kBundle)) {
    paths.push(...bundles(width).map(({ path }) => path.replace("entries", String(level))));
  }
  return paths;
}

// The leaves of a bundle: each big-endian u16 length ‖ leaf.
export function leavesOf(bundle: Uint8Array): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    if (at + 2 > bundle.length) throw new Error("a bundle ends within a length");
    const length = (bundle[at]! << 8) | bundle[at + 1]!;
    at += 2;
    if (at + length > bundle.length) throw new Error("a bundle ends within a leaf");
    leaves.push(bundle.subarray(at, at + length));
    at += length;
  }
  return leaves;
}

// The size that a checkpoint states; whether it is signed is the core's to say.
export function statedSize(note: Uint8Array): number {
  const line = new TextDecoder().decode(note).split("\n")[1] ?? "";
  if (!/^(0|[1-9][0-9]{0,12})$/.test(line)) throw new Error("the checkpoint has no size");
  return Number(line);
}

// The bundles to fetch for leaves of one epoch: all of them if they are few, else an aligned group.
export function groupAround(firstLeaf: number, people: number, index: number): [number, number] {
  const first = Math.floor(firstLeaf / kBundle);
  const last = Math.floor((firstLeaf + people - 1) / kBundle);
  if (last - first < kGroup) return [first, last];
  const own = Math.floor((firstLeaf + index) / kBundle);
  const from = first + Math.floor((own - first) / kGroup) * kGroup;
  return [from, Math.min(last, from + kGroup - 1)];
}

export class Unreachable extends Error {
  readonly status: number;
  constructor(path: string, status: number) {
    super(`${path}: ${status === 0 ? "no answer" : status}`);
    this.status = status;
  }
}

export async function fetchBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "omit", redirect: "error" });
  } catch {
    throw new Unreachable(path, 0);
  }
  if (!response.ok) throw new Unreachable(path, response.status);
  return new Uint8Array(await response.arrayBuffer());
}

export class RecordFiles {
  readonly #base: string;
  readonly #kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  constructor(letter: string) {
    this.#base = `/letters/${encodeURIComponent(letter)}/record/`;
  }
  address(path: string): string {
    return this.#base + path;
  }
  checkpoint(): Promise<Uint8Array<ArrayBuffer>> {
    return fetchBytes(this.address("checkpoint"));
  }
  // Files of a record never change; those asked for twice are kept.
  file(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const kept = this.#kept.get(path);
    if (kept) return kept;
    const bytes = fetchBytes(this.address(path));
    this.#kept.set(path, bytes);
    bytes.catch(() => this.#kept.delete(path));
    return bytes;
  }
  forget(path: string): void {
    this.#kept.delete(path);
  }
}

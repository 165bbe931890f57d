// A stand-in for `undersigned serve` over the folder of a demonstration: the record up to an epoch that
// has been played, and a state made up for it. It is for looking at pages in every state; what a server
// must do is tested against the real one.
import { createHash, createPrivateKey, sign, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { join, normalize } from "node:path";
import { bundleAt, bundles, leavesOf, statedSize } from "../../src/core/record.ts";

export interface Options {
  folder: string; // of `undersigned demo`
  pages: string; // the built bundle
  epochs: number | "all"; // complete ones
  secondsLeft?: number;
}

// The policy of the real server, to the letter (app/http/session.cc).
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types: Record<string, string> = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm", woff2: "font/woff2", svg: "image/svg+xml", txt: "text/plain; charset=utf-8" };

const kEpochLeaf = 6;

interface Recorded {
  size: number;
  note: Buffer;
  manifest: Record<string, never> & { title: string; addressee: string; language: string; roster_size: number; schedule: { epochs: number } };
  result: { fingerprint: string };
}

// The checkpoint that the leaf of the running epoch carries: of the tree just before it.
function read({ folder, epochs }: Options): Recorded {
  const record = (path: string) => readFileSync(join(folder, "record", path));
  let note = record("checkpoint");
  if (epochs !== "all") {
    const leaves = bundles(statedSize(note)).flatMap((bundle) => leavesOf(record(bundle.path)));
    const leaf = leaves.filter((candidate) => candidate[0] === kEpochLeaf)[epochs]!;
    note = Buffer.from(leaf.subarray(5 + 4 + 8 + 2));
  }
  return {
    size: statedSize(note),
    note,
    manifest: JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Recorded["manifest"],
    result: JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as Recorded["result"],
  };
}

export interface Running {
  url: string;
  submissions: { index: number; entry: string }[];
  close(): Promise<void>;
}

export async function startRecorded(options: Options, port = 0): Promise<Running> {
  const recorded = read(options);
  const started = Date.now();
  const submissions: Running["submissions"] = [];
  const server = createServer((request, response) => {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    const path = decodeURIComponent(new URL(request.url!, "http://localhost").pathname);
    if (request.method === "POST") {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const body = JSON.parse(Buffer.concat(parts).toString()) as { index: number; entry: string };
        submissions.push(body);
        json(response, receipt(options, recorded, body), 201);
      });
      return;
    }
    serve(options, recorded, started, path, response);
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  const address = server.address() as { port: number };
  return { url: `http://localhost:${address.port}`, submissions, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(value));
}

function refuse(response: ServerResponse, check: string): void {
  json(response, { error: { check, section: "", message: check } }, 404);
}

function serve(options: Options, recorded: Recorded, started: number, path: string, response: ServerResponse): void {
  const letter = /^\/(api\/)?letters\/night(?:\/(.*))?$/.exec(path);
  if (path === "/api/letters") return json(response, { letters: [summary(options, recorded)] });
  if (letter?.[1]) {
    const what = letter[2] ?? "";
    if (what === "") return json(response, state(options, recorded, started));
    if (what === "manifest") return void response.end(readFileSync(join(options.folder, "manifest.json")));
    if (what === "result" && options.epochs === "all") return json(response, recorded.result);
    if (what === "events") {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      return void response.write(`event: state\nid: 1\ndata: ${JSON.stringify(state(options, recorded, started))}\n\n`);
    }
    return refuse(response, what === "result" ? "result.pending" : "http.unknown");
  }
  if (path.startsWith("/api/")) return refuse(response, "letter.unknown");
  if (letter?.[2]?.startsWith("record/")) return tile(options, recorded, letter[2].slice(7), response);
  page(options, path, response);
}

function tile(options: Options, recorded: Recorded, path: string, response: ServerResponse): void {
  if (path === "checkpoint") return void response.end(recorded.note);
  const full = join(options.folder, "record", normalize(path));
  if (existsSync(full)) return void response.end(readFileSync(full));
  // A narrower part of what lies there.
  const part = /^(tile\/(entries|\d)\/.*?)\.p\/(\d+)$/.exec(path);
  if (!part) return refuse(response, "record.unknown");
  const finalSize = statedSize(readFileSync(join(options.folder, "record/checkpoint")));
  const index = Number(part[1]!.replace(/^tile\/(entries|\d)\//, "").replaceAll(/x|\//g, ""));
  const level = part[2] === "entries" ? 0 : Number(part[2]);
  const wide = bundleAt(Math.floor(finalSize / 256 ** level), index).path.replace("entries", part[2]!);
  const bytes = readFileSync(join(options.folder, "record", wide));
  const width = Number(part[3]);
  if (part[2] !== "entries") return void response.end(bytes.subarray(0, 32 * width));
  const length = leavesOf(bytes).slice(0, width).reduce((sum, leaf) => sum + 2 + leaf.length, 0);
  response.end(bytes.subarray(0, length));
}

function page(options: Options, path: string, response: ServerResponse): void {
  const file = join(options.pages, normalize(path));
  const found = path !== "/" && existsSync(file) ? file : path.split("/").at(-1)!.includes(".") ? null : join(options.pages, "index.html");
  if (!found) return refuse(response, "http.unknown");
  response.setHeader("Content-Type", types[found.split(".").at(-1)!] ?? "application/octet-stream");
  response.end(readFileSync(found));
}

function summary(options: Options, { manifest, result }: Recorded): object {
  const complete = options.epochs === "all";
  const { title, addressee, language } = manifest;
  return {
    id: "night", title, addressee, language, phase: complete ? "complete" : "open", people: manifest.roster_size,
    fingerprint: result.fingerprint, outcome: complete ? (result as unknown as { state: string }).state : null,
  };
}

function state(options: Options, recorded: Recorded, started: number): object {
  const { manifest } = recorded as unknown as { manifest: { trustees: { threshold: number; members: { name: string }[] }; schedule: { epochs: number } } };
  const done = options.epochs === "all" ? manifest.schedule.epochs : options.epochs;
  const utc = (time: number) => new Date(time).toISOString().slice(0, 19) + "Z";
  const given = ["ceremony.commit", "ceremony.disclose", "ceremony.confirm", "holding", ...(options.epochs === "all" ? ["sum.1.0.65535", "raise.1", "open", "cards"] : [])];
  return {
    ...summary(options, recorded), version: 1, change: "start", now: utc(Date.now()), manifest_hash: "", options: 0,
    schedule: manifest.schedule, epochs_complete: done,
    epoch: options.epochs === "all" ? null : { number: done + 1, ends: utc(started + 1000 * (options.secondsLeft ?? 3600)), closing: done + 1 === manifest.schedule.epochs, ending: false },
    record: { leaves: recorded.size, root: "" },
    trustees: manifest.trustees.members.map(({ name }, i) => ({ number: i + 1, name, given })),
    threshold: manifest.trustees.threshold, next: { kind: "epoch", trustees: [], item: null, cell: null }, demonstration: true,
  };
}

// tag("receipt", …) of docs/protocol.md 2, signed with the demonstration's log key.
function receipt(options: Options, recorded: Recorded, { index, entry }: { index: number; entry: string }): object {
  const epoch = Number(options.epochs) + 1;
  const digest = createHash("sha256").update(Buffer.from(entry, "base64")).digest();
  const number = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes;
  };
  const fields = [
    Buffer.from("undersigned-v1-DSFS-with-sigma-proofs_TurboSHAKE128_ristretto255"),
    Buffer.from("receipt"), Buffer.from(recorded.result.fingerprint, "hex"), number(epoch), number(index), digest,
  ];
  const tag = Buffer.concat(fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(field.length);
    return [length, field];
  }));
  return { epoch, index, sha256: digest.toString("hex"), signature: sign(null, tag, logKey(options.folder)).toString("base64") };
}

function logKey(folder: string): KeyObject {
  const seed = /"secret": *"([0-9a-f]{64})"/.exec(readFileSync(join(folder, "keys/log.key"), "utf8"))![1]!;
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.from(seed, "hex")]);
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}

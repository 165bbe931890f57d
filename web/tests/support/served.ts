// A small letter on the real server: made by the commands, its epochs ended by the real clock.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LetterState, Result } from "../../src/api.ts";

const program = process.env["UNDERSIGNED"]!;
const pages = process.env["UNDERSIGNED_WEB"]!;

export const kPeople = 16;
export const kLadder = [3, 6, 9];
export const kAnswers = ["Stay", "Halden", "Elsewhere"];
export const kTrustees = 3;

export interface Settings {
  startsIn: number; // seconds from now
  epochSeconds: number;
  epochs: number;
  cover?: "all" | "none";
  names?: "published" | "committed";
  objectionSeconds?: number;
}
export interface PublicKeys {
  signingKey: string;
  encryptionKey: string;
}

// Of the list of the pages' files, as a letter may state it.
export const bundleHash = (): string => createHash("sha256").update(readFileSync(join(pages, "bundle.txt"))).digest("hex");

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class ServedLetter {
  readonly work = mkdtempSync(join(tmpdir(), "undersigned-story-"));
  readonly folder = join(this.work, "data/letters/l");
  url = "";
  #port = 0;
  #server: ChildProcess | null = null;
  readonly #agents: ChildProcess[] = [];

  run(...words: string[]): unknown {
    return JSON.parse(execFileSync(program, [...words, "--json"], { cwd: this.work, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
  }

  // A draft to which trustees are added next.
  draft({ startsIn, epochSeconds, epochs, cover = "all", names = "published", objectionSeconds = 0 }: Settings): void {
    mkdirSync(join(this.work, "data/letters"), { recursive: true });
    const rows = Array.from({ length: kPeople }, (_, i) => `Person ${i},Group ${i % 2},Tester`);
    writeFileSync(join(this.work, "people.csv"), `name,department,role\n${rows.join("\n")}\n`);
    this.run("letter", "new", "--dir", this.folder);
    const path = join(this.folder, "letter.json");
    const letter = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    const start = Math.floor(Date.now() / 1000) + startsIn;
    const utc = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
    letter["schedule"] = { start: utc(start), earliest_opening: utc(start + epochs * epochSeconds), epoch_seconds: epochSeconds, epochs };
    letter["objection_seconds"] = objectionSeconds;
    letter["items"] = [
      { id: "signature", kind: "signature", ladder: kLadder },
      { id: "where", kind: "choice", question: "Where to?", answers: kAnswers },
    ];
    letter["cover"] = cover;
    letter["names"] = names;
    letter["bundle_sha256"] = bundleHash();
    writeFileSync(path, JSON.stringify(letter));
  }
  // Trustees who work from key files: their agents need them.
  makeKeys(): void {
    for (let i = 1; i <= kTrustees; ++i) this.run("trustee", "init", "--dir", this.folder, "--key", `t${i}.key`, "--name", `Trustee ${i}`, "--no-passphrase");
  }
  // Trustees who made their keys elsewhere.
  addTrustee(name: string, { signingKey, encryptionKey }: PublicKeys): void {
    this.run("trustee", "add", "--dir", this.folder, "--name", name, "--signing-key", signingKey, "--encryption-key", encryptionKey);
  }
  freeze(): void {
    this.run("letter", "freeze", "--dir", this.folder, "--roster", "people.csv");
    this.run("roster", "issue", "--dir", this.folder, "--roster", "people.csv");
  }

  // The running server looks for letters that came to its folder since.
  async showLetter(): Promise<void> {
    this.#server!.kill("SIGHUP");
    await this.until(async () => (await fetch(`${this.url}/api/letters/l`)).ok, 30);
  }

  async startServer(): Promise<void> {
    const log = openSync(join(this.work, "server.log"), "a");
    // Every visitor of a test comes from one address.
    const server = spawn(program, ["--json", "serve", "--data", "data", "--listen", `localhost:${this.#port}`, "--web", pages, "--writes-per-second", "1000", "--writes-at-once", "1000", "--quiet"], { cwd: this.work, stdio: ["ignore", "pipe", log] });
    this.#server = server;
    const { address } = await new Promise<{ address: string }>((resolve, reject) => {
      let said = "";
      server.stdout!.on("data", (part: Buffer) => {
        said += part.toString();
        if (said.trimEnd().endsWith("}")) resolve(JSON.parse(said) as { address: string });
      });
      server.on("exit", () => reject(new Error(readFileSync(join(this.work, "server.log"), "utf8"))));
    });
    this.url = address;
    this.#port = Number(new URL(address).port);
    await this.until(async () => (await fetch(`${address}/readyz`)).ok, 30);
  }
  async killServer(): Promise<void> {
    const server = this.#server!;
    const ended = new Promise((resolve) => server.removeAllListeners("exit").once("exit", resolve));
    server.kill("SIGKILL");
    await ended;
  }

  // A company's offer, signed for this letter and accepted by its registrar while the server holds it.
  async acceptOffer(company: string, places: number): Promise<void> {
    const { fingerprint } = await this.state();
    this.run("offer", "new", "--out", "offer.json");
    const path = join(this.work, "offer.json");
    const offer = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...offer, company, places, who: "Everybody", place_of_work: "There" }));
    const { public_key: key } = this.run("offer", "key", "--key", "company.key", "--name", company, "--no-passphrase") as { public_key: string };
    this.run("offer", "sign", "--offer", "offer.json", "--key", "company.key", "--fingerprint", fingerprint!, "--out", "signed.json");
    this.run("offer", "accept", "--dir", this.folder, "--url", `${this.url}/letters/l`, "--offer", "signed.json", "--company-key", key);
  }

  // `despite`: objections that their people have read.
  startAgents(despite = 0): void {
    for (let i = 1; i <= kTrustees; ++i) {
      const log = openSync(join(this.work, `agent${i}.log`), "a");
      this.#agents.push(spawn(program, ["trustee", "serve", "--url", `${this.url}/letters/l`, "--key", `t${i}.key`, ...(despite > 0 ? ["--despite", String(despite)] : [])], { cwd: this.work, stdio: ["ignore", log, log] }));
    }
  }

  async state(): Promise<LetterState> {
    return (await (await fetch(`${this.url}/api/letters/l`)).json()) as LetterState;
  }
  async result(): Promise<Result> {
    return (await (await fetch(`${this.url}/api/letters/l/result`)).json()) as Result;
  }
  // Until it holds; a server that is not there yet is waited for.
  async until(holds: () => Promise<boolean>, seconds = 120): Promise<void> {
    for (const deadline = Date.now() + 1000 * seconds; ; await pause(100)) {
      if (await holds().catch(() => false)) return;
      assert.ok(Date.now() < deadline, "it did not come to that");
    }
  }
  phase(...phases: string[]): Promise<void> {
    return this.until(async () => phases.includes((await this.state()).phase));
  }

  // What the small program that trusts nobody says of a downloaded record.
  verify(record: string, fingerprint: string): string {
    return execFileSync(`${program}-verify`, ["--fingerprint", fingerprint, record], { encoding: "utf8" });
  }

  close(): void {
    for (const child of [...this.#agents, this.#server]) {
      if (child && child.exitCode === null && child.signalCode === null) {
        child.removeAllListeners("exit");
        child.kill("SIGKILL");
      }
    }
    rmSync(this.work, { recursive: true, force: true });
  }
}

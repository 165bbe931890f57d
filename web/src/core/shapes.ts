// The shapes of what the core in WebAssembly takes and replies (wasm/exports.cc).

export interface CheckLine {
  name: string;
  section: string;
  ok: boolean;
  detail: string;
}
export interface Progress {
  leaves: number;
  epochs: number;
  next: string;
  fingerprint: string | null;
  lines: CheckLine[];
}
export interface Failure {
  line: string;
  check: string;
  section: string;
  leaf: number | null;
  kind: string;
  message: string;
}
export interface Card {
  name: string;
  role: string;
  cohort: string;
  salt?: string; // where names are committed to
}
export interface Cell {
  cohorts: string[];
  people: number;
}
export interface RosterSummary {
  cohorts: string[];
  people: number[];
  cells: Cell[];
}
// What a signer may say beside the letter (docs/protocol.md 15).
export type OwnWords = "objection" | "withdrawal";
export interface Protection {
  operations: number;
  memory_bytes: number;
  salt: string;
}
export interface TrusteeKey {
  name: string;
  signing_key: string;
  encryption_key: string;
}
export interface Contribution {
  topic: string;
  trustee: number;
  message: string;
  signature: string;
}
export interface Objection {
  by: string;
  text: string;
}
export interface Worked {
  messages: Contribution[];
  complete: boolean;
  faults: string[];
  refused: { check: string; message: string } | null;
  objections: Objection[]; // that the trustee has to weigh first
  key: Uint8Array<ArrayBuffer> | null; // the key file, if it is another than before
}

// The HTTP interface of `undersigned serve` (docs/http/openapi.json), and a letter's state as it changes.
import type { Language } from "./i18n.ts";

export type Phase = "keys" | "roster" | "holding" | "waiting" | "open" | "drawing" | "counting" | "opening" | "tallying" | "complete";
export type OutcomeName = "opened" | "opened-counted" | "failed";

export interface LetterSummary {
  id: string;
  title: string;
  addressee: string;
  language: Language;
  phase: Phase;
  people: number;
  fingerprint: string | null;
  outcome: OutcomeName | null;
}
export interface Schedule {
  start: string;
  earliest_opening: string;
  epoch_seconds: number;
  epochs: number;
  window: number;
}
export interface LetterState extends LetterSummary {
  version: number;
  change: string;
  now: string;
  manifest_hash: string;
  options: number;
  schedule: Schedule;
  epochs_complete: number;
  epoch: { number: number; ends: string; closing: boolean; ending: boolean } | null;
  objections_until: string | null; // from the close until all is opened, of a letter with time to object
  record: { leaves: number; root: string } | null;
  trustees: { number: number; name: string; given: string[] }[];
  threshold: number;
  next: { kind: string; trustees: number[]; item: number | null; cell: number | null };
  demonstration: boolean;
}
export interface Item {
  id: string;
  kind: "signature" | "demand" | "pledge" | "choice" | "ranking";
  text?: string; // of a demand or a pledge
  ladder?: number[];
  question?: string;
  answers?: string[];
  release?: Release;
}
// When those who pledged are free of their word.
export interface Release {
  demands: string[];
  at_least: number;
  expires: string | null;
}
export interface Author {
  name: string;
  role: string;
  stake: string;
}
export interface Manifest {
  language: Language;
  title: string;
  addressee: string;
  body: string;
  authors: Author[];
  roster_size: number;
  items: Item[];
  schedule: Schedule;
  cover: "all" | "none";
  names: "published" | "committed";
  smallest_cohort: number;
  trustees: { threshold: number; members: { name: string }[] };
  issuers: { name: string }[];
  registrar: { name: string };
  objection_seconds: number;
  bundle_sha256: string;
}
export interface Receipt {
  epoch: number;
  index: number;
  sha256: string;
  signature: string;
}
export interface Cell {
  cohorts: string[];
  people: number;
}
export interface Tally {
  item: string;
  question: string;
  answers: { answer: string; total: number; by_cell: number[] }[];
  no_answer: number;
  no_answer_by_cell: number[];
}
// A demand or a pledge: how many chose each level, and the level that holds (0: none).
export interface LadderTally {
  item: string;
  text: string;
  levels: { level: number; threshold: number; people: number }[];
  settled_level: number;
  people: number;
  opposed?: number | null; // of a demand that holds
  release?: Release & { met: number; released: boolean }; // of a pledge
}
export interface Ranking {
  item: string;
  question: string;
  answers: { answer: string; by_place: number[] }[];
}
export interface Offer {
  number: number;
  stands: boolean;
  company: string;
  places: number;
  who: string;
  matched_pay: string;
  place_of_work: string;
  made: string;
  expires: string;
  firmness: string;
  facts: { kind: string; date: string; people: number | null; what: string; source: string }[];
}
export interface Beside {
  offers: Offer[];
  objections: { by: string; date: string; text: string }[];
  withdrawals: { credential: number; date: string; reason: string }[];
  outcomes: { number: number; item: string; state: string; date: string; text: string; evidence: string[]; author: string }[];
}
export interface Result {
  state: OutcomeName | "in-progress";
  fingerprint: string;
  people: number;
  took_part?: number | null; // without cover, once counted
  amendments?: number; // codes that were replaced; older results do not say
  epochs: { complete: number; planned: number; last_end: string | null };
  record: { leaves: number; root: string };
  ladder: { level: number; threshold: number; by_name: number | null; counted: number | null }[];
  settlement: { names_level: number; names: number; counted_level: number; signatures: number } | null;
  names: { credential: number; readable: boolean; name: string | null; role: string | null; cohort: string; withdrawn?: boolean }[];
  beside?: Beside;
  cells: Cell[];
  demands: LadderTally[];
  pledges: LadderTally[];
  tallies: Tally[];
  rankings: Ranking[];
}

// A refusal of the server, or that it cannot be reached ("page.network").
export class ApiError extends Error {
  readonly check: string;
  constructor(check: string, message: string) {
    super(message);
    this.check = check;
  }
}

async function answer<T>(path: string, options: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "omit", redirect: "error", ...options });
  } catch {
    throw new ApiError("page.network", path);
  }
  if (response.ok) return (await response.json()) as T;
  const refusal = (await response.json().catch(() => null)) as { error?: { check: string; message: string } } | null;
  throw new ApiError(refusal?.error?.check ?? "page.network", refusal?.error?.message ?? String(response.status));
}

const at = (id: string) => `/api/letters/${encodeURIComponent(id)}`;

export const listLetters = () => answer<{ letters: LetterSummary[] }>("/api/letters");
export const letterState = (id: string) => answer<LetterState>(at(id));
export const manifest = (id: string) => answer<Manifest>(`${at(id)}/manifest`);
export const result = (id: string) => answer<Result>(`${at(id)}/result`);
export const beside = (id: string) => answer<Beside>(`${at(id)}/beside`);
const post = <T>(path: string, body: unknown) =>
  answer<T>(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
export const submitEntry = (id: string, index: number, entry: string) => post<Receipt>(`${at(id)}/entries`, { index, entry });
export const addBeside = (id: string, leaf: string) => post<{ kind: string }>(`${at(id)}/beside`, { leaf });

const kAskAgain = 5_000; // milliseconds

// A letter's state now and whenever it changes, by server-sent events; where they do not come, it is
// asked for every few seconds. Times are the server's: `now()` follows its clock.
export class LetterWatch {
  state: LetterState | null = null;
  error: string | null = null;
  #skew = 0;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #id: string;
  readonly #changed: () => void;

  constructor(id: string, changed: () => void) {
    this.#id = id;
    this.#changed = changed;
  }

  start(): void {
    this.#listen();
    void this.#poll();
    this.#timer = setInterval(() => this.#mend(), kAskAgain);
  }
  stop(): void {
    this.#source?.close();
    clearInterval(this.#timer);
    this.#source = null;
  }
  now(): number {
    return Date.now() + this.#skew;
  }

  #listen(): void {
    this.#source = new EventSource(`${at(this.#id)}/events`);
    this.#source.addEventListener("state", (event) => this.#take(JSON.parse(event.data) as LetterState));
  }
  // While events come there is nothing to ask. A browser gives a stream up for good if a server that is just
  // starting refuses it.
  #mend(): void {
    const stream = this.#source?.readyState;
    if (stream === EventSource.CLOSED) this.#listen();
    if (stream !== EventSource.OPEN || !this.state) void this.#poll();
  }
  async #poll(): Promise<void> {
    try {
      this.#take(await letterState(this.#id));
    } catch (error) {
      this.error = error instanceof ApiError ? error.check : "page.error";
      this.#changed();
    }
  }
  #take(state: LetterState): void {
    this.#skew = Date.parse(state.now) - Date.now();
    if (this.state && state.version < this.state.version) return;
    this.state = state;
    this.error = null;
    this.#changed();
  }
}

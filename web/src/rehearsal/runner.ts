// Rehearses settings in workers, coarse first: some hundred rehearsals of each way at once, then all
// of them, then how near a tipping point each is. Newer settings supersede older ones: a coarse stage is
// short and may end, so that something moves while a slider does; whatever is beyond it is stopped.
import { Caller } from "../core/calls.ts";
import type { Result, Summary, Tipping } from "./module.ts";
import type { Plan, Way } from "./plan.ts";

export interface Found {
  way: Way;
  summary: Summary;
  tipping: Tipping | null;
}
export type StageName = "coarse" | "full" | "tipping";
export interface Report {
  stage: StageName;
  found: Found[];
  milliseconds: number; // from taking these settings up to the last rehearsal that is told
}

// The engine's blocks are of 512 rehearsals: fewer take as long. Whoever began a way goes on with it, so
// that none is rehearsed twice.
export const coarseReplicas = 512;
export const fullReplicas = 1000;
const stages: readonly { name: StageName; replicas: number; tipping: boolean }[] = [
  { name: "coarse", replicas: coarseReplicas, tipping: false },
  { name: "full", replicas: fullReplicas, tipping: false },
  { name: "tipping", replicas: fullReplicas, tipping: true },
];

// What rehearses: a worker, or what stands in for one.
export interface Bench {
  answer(request: string): Promise<string>;
  stop(): void;
}

export function workerBench(module: Promise<WebAssembly.Module>): Bench {
  const caller = new Caller(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
  return {
    answer: async (request) => caller.call<string>("answer", [await module, request]),
    stop: () => caller.stop(),
  };
}

export class Runner {
  readonly #plan: Plan;
  readonly #benches: { bench: Bench; busy: boolean }[];
  readonly #report: (report: Report) => void;
  readonly #fail: (error: unknown) => void;
  #wanted: Way[] | null = null;
  #run = 0;
  #coarse = false;

  constructor(plan: Plan, benches: Bench[], report: (report: Report) => void, fail: (error: unknown) => void) {
    this.#plan = plan;
    this.#benches = benches.map((bench) => ({ bench, busy: false }));
    this.#report = report;
    this.#fail = fail;
  }

  rehearse(ways: Way[]): void {
    this.#wanted = ways;
    if (this.#coarse) return;
    this.stop();
    void this.#work();
  }

  stop(): void {
    ++this.#run;
    this.#coarse = false;
    for (const place of this.#benches) {
      if (place.busy) place.bench.stop();
      place.busy = false;
    }
  }

  // Ends the workers, idle ones too.
  close(): void {
    this.stop();
    for (const { bench } of this.#benches) bench.stop();
  }

  async #work(): Promise<void> {
    const run = ++this.#run;
    const began = performance.now();
    const ways = this.#wanted!;
    this.#wanted = null;
    let milliseconds = 0;
    try {
      for (const { name, replicas, tipping } of stages) {
        this.#coarse = name === "coarse";
        const answers = await this.#all(ways.map((way) => this.#request(way, replicas, tipping)));
        if (run !== this.#run) return;
        this.#coarse = false;
        const found = answers.map(({ variants: [one] }, i) => ({ way: ways[i]!, summary: one!.summary, tipping: one!.tipping ?? null }));
        if (!tipping) milliseconds = performance.now() - began;
        this.#report({ stage: name, found, milliseconds });
        if (this.#wanted) return void this.#work();
      }
    } catch (error) {
      if (run !== this.#run) return;
      this.stop();
      if (this.#wanted) return void this.#work();
      this.#fail(error);
    }
  }

  #request({ variant }: Way, replicas: number, tipping: boolean): string {
    return JSON.stringify({ plan: { ...this.#plan, variant: [variant] }, replicas, tipping });
  }

  // The first way takes longest and has a bench to itself, where there are two.
  async #all(requests: string[]): Promise<Result[]> {
    const answers: Result[] = [];
    const serve = async (place: { bench: Bench; busy: boolean }, number: number) => {
      for (const [mine, request] of requests.entries()) {
        if (Math.min(mine, this.#benches.length - 1) !== number) continue;
        place.busy = true;
        answers[mine] = JSON.parse(await place.bench.answer(request)) as Result;
        place.busy = false;
      }
    };
    await Promise.all(this.#benches.map(serve));
    return answers;
  }
}

// Calls of a worker's methods from a page: one call, one promise. stop() ends the worker with all it
// holds, which is how work is cancelled and how a code is forgotten; the next call starts it anew.
import type { Failure } from "./shapes.ts";

export class CoreError extends Error {
  readonly check: string;
  readonly failure: Failure | null;
  constructor(check: string, message: string, failure: Failure | null = null) {
    super(message);
    this.check = check;
    this.failure = failure;
  }
}

interface Waiting {
  resolve(value: never): void;
  reject(error: CoreError): void;
  report?: ((progress: never) => void) | undefined;
}

type Call = { id: number; name: string; values: unknown[] };
type Answer = { id: number; progress?: never; value?: never; error?: { check: string; message: string; failure?: Failure } };

export class Caller {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  constructor(start: () => Worker) {
    this.#start = start;
  }

  call<T, P = never>(name: string, values: unknown[], report?: (progress: P) => void): Promise<T> {
    this.#worker ??= this.#started();
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject, report });
      this.#worker!.postMessage({ id, name, values } satisfies Call);
    });
  }

  stop(check = "page.stopped"): void {
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new CoreError(check, check));
  }

  #started(): Worker {
    const worker = this.#start();
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      if (!waiting) return;
      if ("progress" in data) return waiting.report?.(data.progress!);
      this.#waiting.delete(data.id);
      if (data.error) waiting.reject(new CoreError(data.error.check, data.error.message, data.error.failure ?? null));
      else waiting.resolve(data.value!);
    });
    worker.addEventListener("error", (event) => {
      // Without a message its script did not come: the server is away, and the next call asks again.
      if (event.message) console.error(event.message);
      this.stop(event.message ? "page.error" : "page.network");
    });
    return worker;
  }
}

// The worker's side: answers calls of the methods of what `load` brings, one at a time. A method may report
// progress by the function that it is given last; `refusal` says what of an error the page is told.
export function answerCalls(
  load: () => Promise<object[]>,
  refusal: (error: unknown) => { check: string; message: string; failure?: Failure | null },
): void {
  const answer = async ({ id, name, values }: Call) => {
    try {
      const methods = (await load()).find((desk) => name in desk) as Record<string, (...values: unknown[]) => unknown>;
      const report = (progress: unknown) => self.postMessage({ id, progress });
      self.postMessage({ id, value: await methods[name]!(...values, report) });
    } catch (error) {
      self.postMessage({ id, error: refusal(error) });
    }
  };
  let queue: Promise<void> = Promise.resolve();
  self.addEventListener("message", ({ data }: MessageEvent<Call>) => {
    queue = queue.then(() => answer(data));
  });
}

// The page's side of the worker: one call, one promise. stop() ends the worker with all it holds, which
// is how a verification is cancelled and how a code is forgotten.
import type { Foundation, Reading, Sealed, Standing, Tampering, Verdict } from "./desk.ts";
import type { Card, Failure } from "./module.ts";
import type { Contribution, TrusteeKey, Worked } from "./trustee-desk.ts";

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
  report?: ((progress: Reading) => void) | undefined;
}

export class CoreClient {
  #worker: Worker | null = null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  openLetter(id: string, fingerprint: string | null, report: (progress: Reading) => void): Promise<Foundation> {
    return this.#call("openLetter", [id, fingerprint], report);
  }
  letIn(card: Card, code: string): Promise<{ index: number }> {
    return this.#call("letIn", [card, code]);
  }
  rehearse(): Promise<void> {
    return this.#call("rehearse", []);
  }
  seal(epoch: number, options: number[]): Promise<Sealed> {
    return this.#call("seal", [epoch, options]);
  }
  checkReceipt(receipt: unknown, epoch: number): Promise<void> {
    return this.#call("checkReceipt", [receipt, epoch]);
  }
  standings(): Promise<Standing[]> {
    return this.#call("standings", []);
  }
  verify(
    id: string,
    fingerprint: string | null,
    tampering: Tampering | null,
    report: (progress: Reading) => void,
  ): Promise<Verdict> {
    return this.#call("verify", [id, fingerprint, tampering], report);
  }

  makeKey(name: string): Promise<{ about: TrusteeKey; key: Uint8Array<ArrayBuffer> }> {
    return this.#call("makeKey", [name]);
  }
  openKey(file: Uint8Array): Promise<TrusteeKey> {
    return this.#call("openKey", [file]);
  }
  joinLetter(id: string): Promise<number> {
    return this.#call("joinLetter", [id]);
  }
  work(opening: boolean): Promise<Worked> {
    return this.#call("work", [opening]);
  }
  send(contribution: Contribution): Promise<void> {
    return this.#call("send", [contribution]);
  }

  stop(check = "page.stopped"): void {
    this.#worker?.terminate();
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new CoreError(check, check));
  }

  #call<T>(name: string, values: unknown[], report?: (progress: Reading) => void): Promise<T> {
    this.#worker ??= this.#start();
    const id = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject, report });
      this.#worker!.postMessage({ id, name, values });
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      const waiting = this.#waiting.get(data.id);
      if (!waiting) return;
      if ("progress" in data) return waiting.report?.(data.progress);
      this.#waiting.delete(data.id);
      if (data.error) waiting.reject(new CoreError(data.error.check, data.error.message, data.error.failure ?? null));
      else waiting.resolve(data.value as never);
    });
    worker.addEventListener("error", (event) => {
      // Without a message its script did not come: the server is away, and the next call asks again.
      if (event.message) console.error(event.message);
      this.stop(event.message ? "page.error" : "page.network");
    });
    return worker;
  }
}

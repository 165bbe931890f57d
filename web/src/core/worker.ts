// The worker: calls of the page come as messages, one at a time, and are answered by messages.
import wasm from "core-wasm?url";
import { Desk } from "./desk.ts";
import { Core, Refused } from "./module.ts";
import { Unreachable } from "./record.ts";
import { TrusteeDesk } from "./trustee-desk.ts";

// A page calls one of the two by the name of what it wants.
type Desks = [Desk, TrusteeDesk];
let desks: Promise<Desks> | null = null;

// Loaded with the first call, and anew after a try that failed.
async function load(): Promise<Desks> {
  const program = () => fetch(wasm).catch(() => Promise.reject(new Unreachable("core", 0)));
  desks ??= Core.load(program()).then((core): Desks => [new Desk(core), new TrusteeDesk(core)]);
  try {
    return await desks;
  } catch (error) {
    desks = null;
    throw error;
  }
}

type Call = { id: number; name: string; values: unknown[] };

const refusal = (error: unknown) => {
  if (error instanceof Refused) return { check: error.check, message: error.message, failure: error.failure };
  if (error instanceof Unreachable) return { check: error.status === 429 ? "rate.address" : "page.network", message: error.message };
  return { check: "page.error", message: String(error) };
};

let queue: Promise<void> = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<Call>) => {
  queue = queue.then(() => answer(data));
});

async function answer({ id, name, values }: Call): Promise<void> {
  try {
    const methods = (await load()).find((desk) => name in desk) as unknown as Record<string, (...values: unknown[]) => unknown>;
    const report = (progress: unknown) => self.postMessage({ id, progress });
    const value = await methods[name]!.call(methods, ...values, report);
    self.postMessage({ id, value });
  } catch (error) {
    self.postMessage({ id, error: refusal(error) });
  }
}

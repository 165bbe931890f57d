// The worker of a letter's pages.
import wasm from "core-wasm?url";
import { answerCalls } from "./calls.ts";
import { Desk } from "./desk.ts";
import { Core, Refused } from "./module.ts";
import { Unreachable } from "./record.ts";
import { TrusteeDesk } from "./trustee-desk.ts";

// A page calls one of the two by the name of what it wants. Loaded with the first call, and anew after a try
// that failed.
let desks: Promise<object[]> | null = null;
function load(): Promise<object[]> {
  const program = () => fetch(wasm).catch(() => Promise.reject(new Unreachable("core", 0)));
  desks ??= Core.load(program()).then((core) => [new Desk(core), new TrusteeDesk(core)]);
  desks.catch(() => (desks = null));
  return desks;
}

answerCalls(load, (error) => {
  if (error instanceof Refused) return { check: error.check, message: error.message, failure: error.failure };
  if (error instanceof Unreachable) return { check: error.status === 429 ? "rate.address" : "page.network", message: error.message };
  return { check: "page.error", message: String(error) };
});

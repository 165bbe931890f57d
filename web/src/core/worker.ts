// The worker of a letter's pages.
import wasm from "core-wasm?url";
import { answerCalls } from "./calls.ts";
import { Desk } from "./desk.ts";
import { Core, Refused } from "./module.ts";
import { Unreachable } from "./record.ts";

answerCalls(
  Core.load(fetch(wasm)).then((core) => new Desk(core)),
  (error) => {
    if (error instanceof Refused) return { check: error.check, message: error.message, failure: error.failure };
    if (error instanceof Unreachable) return { check: error.status === 429 ? "rate.address" : "page.network", message: error.message };
    return { check: "page.error", message: String(error) };
  },
);

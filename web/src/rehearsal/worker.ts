// A worker of the laboratory: rehearses one request at a time with the module that it is handed.
import { answerCalls } from "../core/calls.ts";
import { Refused } from "../core/module.ts";
import { Rehearsal } from "./module.ts";

let rehearsal: Promise<Rehearsal> | null = null;

const methods = {
  async answer(module: WebAssembly.Module, request: string): Promise<string> {
    rehearsal ??= Rehearsal.load(module);
    return (await rehearsal).answer(request);
  },
};

answerCalls(() => Promise.resolve([methods]), (error) =>
  error instanceof Refused ? { check: error.check, message: error.message } : { check: "page.error", message: String(error) },
);

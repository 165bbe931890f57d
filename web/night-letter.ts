// examples/night-letter.toml as a value, for the bundle and for tests: a page would need a parser for it.
// Python's own reads the same as the program's (tests/unit/rehearsal.test.ts).
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Plan } from "./src/rehearsal/plan.ts";

export const nightLetterFile = join(import.meta.dirname, "../examples/night-letter.toml");
const read = "import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], 'rb'))))";

export function nightLetter(): Plan {
  return JSON.parse(execFileSync("python3", ["-c", read, nightLetterFile], { encoding: "utf8" })) as Plan;
}

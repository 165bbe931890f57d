// The same rehearsals by the native program: the night letter with other variants.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nightLetterFile } from "../../night-letter.ts";
import type { Result } from "../../src/rehearsal/module.ts";
import type { Plan, Way } from "../../src/rehearsal/plan.ts";

function run(argv: string[]): string {
  return execFileSync(process.env["UNDERSIGNED"]!, argv, { encoding: "utf8", maxBuffer: 1 << 26 });
}

function within<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "undersigned-"));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function rehearseNatively(ways: Way[], replicas: number): Result {
  const [scenario] = readFileSync(nightLetterFile, "utf8").split("[[variant]]");
  const variants = ways.map(({ variant }) =>
    Object.entries(variant).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`).join(""),
  );
  return within((folder) => {
    const file = join(folder, "scenario.toml");
    writeFileSync(file, [scenario, ...variants].join("\n[[variant]]\n"));
    return JSON.parse(run(["--json", "rehearse", file, "--replicas", String(replicas)])) as Result;
  });
}

export function planNatively(): Plan {
  return within((folder) => {
    const file = join(folder, "plan.json");
    run(["rehearse", nightLetterFile, "--write-plan", file]);
    return JSON.parse(readFileSync(file, "utf8")) as Plan;
  });
}

// Writes bundle.txt into the built bundle: its files as sha256sum writes them, by path. SHA-256 of that
// file is the bundle's hash, which a manifest may state. usage: node bundle-list.ts FOLDER
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

const out = process.argv[2]!;
const lines = filesUnder(out)
  .map((file) => [relative(out, file), createHash("sha256").update(readFileSync(file)).digest("hex")] as const)
  .filter(([path]) => path !== "bundle.txt")
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([path, hash]) => `${hash}  ${path}\n`)
  .join("");
writeFileSync(join(out, "bundle.txt"), lines);
console.log(`bundle ${createHash("sha256").update(lines).digest("hex")}`);

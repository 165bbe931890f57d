// The pages' bundle: files alone, nothing inline.
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const root = import.meta.dirname;
const modules = resolve(process.env["UNDERSIGNED_MODULES"] ?? join(root, "../build/wasm/bin"));

// The laboratory's scenario is examples/night-letter.toml itself, read while the bundle is built: a page
// would need a parser for it. Python's own reads the same values as the program (tests/unit/rehearsal.test.ts).
function nightLetter(): Plugin {
  const name = "night-letter";
  const file = join(root, "../examples/night-letter.toml");
  const read = "import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], 'rb'))))";
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export default ${execFileSync("python3", ["-c", read, file], { encoding: "utf8" })}` : null),
  };
}

export default defineConfig({
  root,
  base: "/",
  publicDir: "public",
  plugins: [nightLetter()],
  resolve: {
    alias: [
      { find: /^core-wasm/, replacement: join(modules, "undersigned.wasm") },
      { find: /^rehearsal-wasm/, replacement: join(modules, "rehearsal.wasm") },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: resolve(process.env["UNDERSIGNED_WEB"] ?? join(root, "../build/web")),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
  },
});

// The pages' bundle: files alone, nothing inline.
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { nightLetter } from "./night-letter.ts";

const root = import.meta.dirname;
const modules = resolve(process.env["UNDERSIGNED_MODULES"] ?? join(root, "../build/wasm/bin"));

// The scenario of the laboratory, as the module "night-letter".
function scenario(): Plugin {
  const name = "night-letter";
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(nightLetter())}` : null),
  };
}

export default defineConfig({
  root,
  base: "/",
  publicDir: "public",
  plugins: [scenario()],
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

// The pages' bundle: files alone, nothing inline.
import { join, resolve } from "node:path";
import { defineConfig } from "vite";

const root = import.meta.dirname;
const wasm = resolve(process.env["UNDERSIGNED_WASM"] ?? join(root, "../build/wasm/bin/undersigned.wasm"));

export default defineConfig({
  root,
  base: "/",
  publicDir: "public",
  resolve: { alias: [{ find: /^core-wasm/, replacement: wasm }] },
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

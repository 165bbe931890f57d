// Runs a WebAssembly program that needs nothing but standard output. usage: node run.mjs MODULE
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const wasi = new WASI({ version: "preview1" });
const module = await WebAssembly.compile(await readFile(process.argv[2]));
const imports = { wasi_snapshot_preview1: wasi.wasiImport };
wasi.start(await WebAssembly.instantiate(module, imports));

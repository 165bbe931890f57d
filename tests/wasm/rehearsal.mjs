// Asks rehearsal.wasm and prints its reply. usage: node rehearsal.mjs MODULE REQUEST [TIMES]
// With TIMES it asks that often after once to warm up, and prints the seconds of each instead.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [modulePath, requestPath, times] = process.argv.slice(2);
const module = await WebAssembly.compile(await readFile(modulePath));
const request = await readFile(requestPath);

// An instance of its own for each, as one goes on from what it has rehearsed before.
async function ask() {
  const wasi = new WASI({ version: "preview1" });
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
  wasi.initialize(instance);
  const core = instance.exports;
  const start = performance.now();
  const place = core.us_alloc(request.length);
  new Uint8Array(core.memory.buffer, place, request.length).set(request);
  const status = core.us_rehearse(place, request.length);
  core.us_free(place, request.length);
  const reply = new Uint8Array(core.memory.buffer, core.us_reply(), core.us_reply_size());
  const text = new TextDecoder().decode(reply);
  return { status, text, seconds: (performance.now() - start) / 1000 };
}

const first = await ask();
if (times === undefined) {
  process.stdout.write(first.text + "\n");
} else {
  for (let i = 0; i < Number(times); ++i) console.log((await ask()).seconds.toFixed(4));
}
process.exitCode = first.status;

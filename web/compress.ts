// Writes beside each file of the bundle that shrinks its form in Brotli, which a server sends where a browser takes
// it (docs/http/README.md). After the list of the bundle, which names what a browser gets to see.
// usage: node compress.ts FOLDER
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const assets = join(process.argv[2]!, "assets");
for (const name of readdirSync(assets).filter((name) => /\.(wasm|js|css)$/.test(name))) {
  const bytes = readFileSync(join(assets, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes, { params }));
}

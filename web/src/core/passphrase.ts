// Passphrases of key files: Argon2id by a library of its own, as the programs have libsodium's. Fetched only by who
// has a passphrase to stretch.
import { hexBytes } from "./module.ts";
import { utf8 } from "./instance.ts";
import type { Protection } from "./shapes.ts";

// 32 bytes, the same as libsodium's crypto_pwhash makes. Secret.
export async function stretch(passphrase: string, { operations, memory_bytes, salt }: Protection): Promise<Uint8Array> {
  const { argon2id } = await import("hash-wasm");
  return argon2id({
    password: utf8.encode(passphrase),
    salt: hexBytes(salt),
    iterations: operations,
    memorySize: Math.floor(memory_bytes / 1024),
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  });
}

// A trustee's visit: the worker that holds the key. It lies in memory only and is gone with the page; the key
// file is the trustee's to keep.
import { CoreClient } from "./core/client.ts";
import { save } from "./files.ts";
import type { TrusteeKey } from "./core/shapes.ts";

export const kKeyBytes = 4 << 20;

export class Keyring {
  readonly client = new CoreClient();
  about: TrusteeKey | null = null;

  // A new key; its file is saved before anything is known of it.
  async make(name: string, passphrase: string | null): Promise<void> {
    const { about, key } = await this.client.makeKey(name, passphrase);
    this.keep(key, about);
    this.about = about;
  }
  async open(file: File, passphrase: string | null): Promise<void> {
    this.about = await this.client.openKey(new Uint8Array(await file.arrayBuffer()), passphrase);
  }
  keep(key: Uint8Array<ArrayBuffer>, { signing_key }: TrusteeKey): void {
    save(`trustee-${signing_key.slice(0, 8)}.key`, new Blob([key], { type: "application/octet-stream" }));
  }
  forget(): void {
    this.client.stop();
    this.about = null;
  }
}

// One a visit: who makes a key on one page goes on with it on another.
export const keyring = new Keyring();

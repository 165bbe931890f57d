// A trustee's work in the worker: the key lies in the module; what the server has is fetched, given to it, and
// what it makes is handed back, to be sent once the trustee has kept the key file.
import { Refused, type Core, type Trustee } from "./module.ts";
import { stretch } from "./passphrase.ts";
import type { Contribution, TrusteeKey, Worked } from "./shapes.ts";
import { bundleAt, fetchBytes, kBundle, Unreachable } from "./record.ts";

interface BoardPlace {
  topic: string;
  author: number;
}

export class TrusteeDesk {
  readonly #core: Core;
  #trustee: Trustee | null = null;
  #letter = "";
  // Messages are written once: what was fetched stays good.
  readonly #messages = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(core: Core) {
    this.#core = core;
  }

  async makeKey(name: string, passphrase: string | null): Promise<{ about: TrusteeKey; key: Uint8Array<ArrayBuffer> }> {
    this.closeKey();
    const protection = this.#core.newProtection();
    const guard = passphrase === null ? null : { salt: protection.salt, stretched: await stretch(passphrase, protection) };
    const { trustee, about } = this.#core.makeTrustee(name, guard);
    this.#trustee = trustee;
    return { about, key: trustee.keyFile() };
  }
  // Refused with "key.passphrase" without the passphrase that a file has, and with another one.
  async openKey(file: Uint8Array, passphrase: string | null): Promise<TrusteeKey> {
    this.closeKey();
    try {
      const protection = passphrase === null ? null : this.#core.protectionOf(file);
      const { trustee, about } = this.#core.openTrustee(file, protection && (await stretch(passphrase!, protection)));
      this.#trustee = trustee;
      return about;
    } catch (error) {
      // Whatever else is wrong with it, it is no key file.
      if (error instanceof Refused && !error.check.startsWith("key.")) throw new Refused("key.format", error.message);
      throw error;
    }
  }
  // This trustee's number in a letter; refused for a key that is none of its trustees'.
  async joinLetter(id: string): Promise<number> {
    this.#messages.clear();
    this.#letter = `/letters/${encodeURIComponent(id)}`;
    return this.#present().takeLetter(await fetchBytes(`/api${this.#letter}/manifest`)).trustee;
  }

  // Whatever can be done now.
  async work(opening: boolean, despite: number): Promise<Worked> {
    const now = Math.floor(Date.now() / 1000);
    const trustee = this.#present();
    await this.#readRecord(trustee);
    await this.#readBoard(trustee);
    for (;;) {
      try {
        const { changed, ...worked } = trustee.work(opening, now, despite);
        return { ...worked, key: changed ? trustee.keyFile() : null };
      } catch (error) {
        if (!(error instanceof Refused) || error.check !== "page.cards") throw error;
        trustee.takeCards(await this.#post("cards", trustee.askForCards(now)));
      }
    }
  }
  async send(contribution: Contribution): Promise<void> {
    await this.#post("board", contribution);
  }

  closeKey(): void {
    this.#trustee?.close();
    this.#trustee = null;
    this.#messages.clear();
  }

  #present(): Trustee {
    if (!this.#trustee) throw new Error("no key is open");
    return this.#trustee;
  }

  async #readRecord(trustee: Trustee): Promise<void> {
    let note: Uint8Array;
    try {
      note = await fetchBytes(`${this.#letter}/record/checkpoint`);
    } catch (error) {
      // Before the roster is frozen there is no record.
      if (error instanceof Unreachable && error.status === 404) return;
      throw error;
    }
    const { size, known } = trustee.takeCheckpoint(note);
    for (let index = Math.floor(known / kBundle); index * kBundle < size; ++index) {
      const { path, width } = bundleAt(size, index);
      trustee.takeBundle(index, await fetchBytes(`${this.#letter}/record/${path}`), width);
    }
  }

  async #readBoard(trustee: Trustee): Promise<void> {
    const base = `/api${this.#letter}/board`;
    const listing = JSON.parse(new TextDecoder().decode(await fetchBytes(base))) as { messages: BoardPlace[] };
    trustee.forgetMessages();
    for (const { topic, author } of listing.messages) {
      const place = `${topic}/${author}`;
      const bytes = this.#messages.get(place) ?? (await fetchBytes(`${base}/${place}`));
      this.#messages.set(place, bytes);
      trustee.takeMessage(topic, author, bytes);
    }
  }

  async #post(what: "board" | "cards", body: unknown): Promise<Uint8Array<ArrayBuffer>> {
    let response: Response;
    try {
      response = await fetch(`/api${this.#letter}/${what}`, { method: "POST", credentials: "omit", redirect: "error", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    } catch {
      throw new Unreachable(what, 0);
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.ok) return bytes;
    const refusal = JSON.parse(new TextDecoder().decode(bytes)) as { error: { check: string; message: string } };
    throw new Refused(refusal.error.check, refusal.error.message);
  }
}

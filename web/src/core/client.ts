// The page's side of a letter's worker (desk.ts).
import { Caller } from "./calls.ts";
import type { Foundation, Reading, Sealed, Standing, Tampering, Verdict } from "./desk.ts";
import type { Card, Contribution, OwnWords, TrusteeKey, Worked } from "./shapes.ts";

export { CoreError } from "./calls.ts";

export class CoreClient extends Caller {
  constructor() {
    super(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
  }

  openLetter(id: string, fingerprint: string | null, report: (progress: Reading) => void): Promise<Foundation> {
    return this.call("openLetter", [id, fingerprint], report);
  }
  letIn(card: Card, codes: string[]): Promise<{ index: number }> {
    return this.call("letIn", [card, codes]);
  }
  rehearse(): Promise<void> {
    return this.call("rehearse", []);
  }
  seal(epoch: number, options: number[]): Promise<Sealed> {
    return this.call("seal", [epoch, options]);
  }
  speak(words: OwnWords, text: string): Promise<string> {
    return this.call("speak", [words, text]);
  }
  checkReceipt(receipt: unknown, epoch: number): Promise<void> {
    return this.call("checkReceipt", [receipt, epoch]);
  }
  standings(): Promise<Standing[]> {
    return this.call("standings", []);
  }
  verify(
    id: string,
    fingerprint: string | null,
    tampering: Tampering | null,
    report: (progress: Reading) => void,
  ): Promise<Verdict> {
    return this.call("verify", [id, fingerprint, tampering], report);
  }

  makeKey(name: string, passphrase: string | null): Promise<{ about: TrusteeKey; key: Uint8Array<ArrayBuffer> }> {
    return this.call("makeKey", [name, passphrase]);
  }
  openKey(file: Uint8Array, passphrase: string | null): Promise<TrusteeKey> {
    return this.call("openKey", [file, passphrase]);
  }
  joinLetter(id: string): Promise<number> {
    return this.call("joinLetter", [id]);
  }
  work(opening: boolean, despite: number): Promise<Worked> {
    return this.call("work", [opening, despite]);
  }
  send(contribution: Contribution): Promise<void> {
    return this.call("send", [contribution]);
  }
}

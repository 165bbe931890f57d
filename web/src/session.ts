// A signer's visit: the worker that holds code and key, the card, and what was sealed since the page was
// opened. All of it is in memory only and gone when the page is; nothing is stored.
import type { Manifest } from "./api.ts";
import { CoreClient } from "./core/client.ts";
import type { Foundation } from "./core/desk.ts";
import type { Card } from "./core/shapes.ts";

export interface Invitation extends Card {
  title: string;
  fingerprint: string;
}
// What the signer said, an option an item; shown to them again, and forgotten with the page.
export interface Act {
  epoch: number;
  options: number[];
  sha256: string;
  at: number;
  milliseconds: number;
  receipt: unknown;
}

export class Session {
  readonly id: string;
  readonly client = new CoreClient();
  invitation: Invitation | null = null;
  foundation: Foundation | null = null;
  manifest: Manifest | null = null;
  index: number | null = null;
  acts: Act[] = [];

  constructor(id: string) {
    this.id = id;
  }

  get entered(): boolean {
    return this.index !== null;
  }

  forget(): void {
    this.client.stop();
    this.foundation = null;
    this.index = null;
    this.acts = [];
  }
}

const sessions = new Map<string, Session>();

export function sessionOf(id: string): Session {
  let session = sessions.get(id);
  if (!session) {
    session = new Session(id);
    sessions.set(id, session);
  }
  return session;
}

const isText = (value: unknown, max: number): value is string => typeof value === "string" && value.length <= max;

const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

// The invitation of a link's fragment or of a file (docs/http/README.md); null if it is none.
export function parseInvitation(json: string): Invitation | null {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
  if (value === null || typeof value !== "object" || value["undersigned-invitation"] !== 1) return null;
  const { title, fingerprint, name, role, cohort, salt } = value;
  const fits = isText(title, 200) && isText(name, 120) && isText(role, 120) && isText(cohort, 120) && isHash(fingerprint);
  if (!fits || (salt !== undefined && !isHash(salt))) return null;
  return { title, fingerprint, name, role, cohort, ...(salt === undefined ? {} : { salt }) };
}

export function invitationOfFragment(fragment: string): Invitation | null {
  const match = /(?:^#|&)card=([A-Za-z0-9_-]{1,8192})$/.exec(fragment);
  if (!match) return null;
  try {
    const binary = atob(match[1]!.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return parseInvitation(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

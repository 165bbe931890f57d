// The rehearsal's module (wasm/rehearsal/exports.cc): a request in, a result out, both JSON as
// docs/guides/rehearsal.md says.
import { Instance, start, utf8, type BaseExports, type Pointer, type Source } from "../core/instance.ts";
import { Refused } from "../core/module.ts";

// 95 % intervals, over the rehearsals.
export interface Interval {
  low: number;
  value: number;
  high: number;
}
export interface Hump {
  from: number;
  to: number;
  share: number;
}
export type Destination = "offering" | "other" | "stay" | "none";
export interface Summary {
  replicas: number;
  opens: Interval;
  levels: Interval[];
  published: [number, number, number, number, number]; // 5, 25, 50, 75, 95 %
  histogram: number[];
  humps: Hump[];
  signers: Interval;
  sincere: Interval;
  pressured: Interval;
  hasty: Interval;
  names: Interval;
  would_leave: Interval;
  would_leave_signers: Interval;
  would_leave_to: Record<Destination, Interval>;
  demands: Interval[];
  demands_signers: Interval[];
  conceded: Interval;
  host_resentful: Interval;
  curve: { hour: number; p05: number; p50: number; p95: number }[];
}
// The middle number published with a little less conviction, as it is, and with a little more.
export interface Tipping {
  near: boolean;
  published: [number, number, number];
}
export interface Result {
  people: number;
  variants: { summary: Summary; tipping?: Tipping }[];
}

interface Exports extends BaseExports {
  us_rehearse(request: Pointer, size: number): number;
}

export class Rehearsal extends Instance<Exports, { check: string; message: string }> {
  static async load(source: Source): Promise<Rehearsal> {
    return new Rehearsal(await start<Exports>(source), ({ check, message }) => new Refused(check, message));
  }

  // The reply's own text: equal requests have equal replies, to the last byte, here and natively.
  answer(request: string): string {
    const bytes = utf8.encode(request);
    return this.lend([bytes], ([at]) => this.settleText(this.exports.us_rehearse(at!, bytes.length)));
  }
}

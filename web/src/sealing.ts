// From a choice to an accepted entry: sealed in the worker, sent, the receipt checked. If an epoch ends
// in between, it waits for the next one and seals anew; nothing is ever sent twice by mistake, since the
// same entry is the same entry to the server.
import { ApiError, submitEntry, type LetterWatch } from "./api.ts";
import { CoreError } from "./core/client.ts";
import type { Act, Session } from "./session.ts";

const kWaitsAtMost = 40;

export type Waiting = "sealing" | "sending" | "next-epoch";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The number of the epoch that accepts now; waits while one is ending.
async function openEpoch(watch: LetterWatch, report: (waiting: Waiting) => void): Promise<number> {
  for (let waits = 0; waits < kWaitsAtMost; ++waits) {
    const state = watch.state;
    if (state && state.phase === "open" && state.epoch && !state.epoch.ending) return state.epoch.number;
    if (state && state.phase !== "open") throw new ApiError(state.phase === "waiting" ? "epoch.early" : state.phase === "drawing" ? "epoch.drawing" : "epoch.closed", state.phase);
    report("next-epoch");
    await pause(500);
  }
  throw new ApiError("epoch.ending", "");
}

export async function sealAndSend(
  session: Session,
  watch: LetterWatch,
  options: number[],
  report: (waiting: Waiting) => void,
): Promise<Act> {
  for (let attempt = 0; ; ++attempt) {
    const epoch = await openEpoch(watch, report);
    try {
      report("sealing");
      const sealed = await session.client.seal(epoch, options);
      report("sending");
      const receipt = await submitEntry(session.id, sealed.index, sealed.entry);
      await session.client.checkReceipt(receipt, epoch);
      const act: Act = { epoch, options, sha256: sealed.sha256, at: watch.now(), milliseconds: sealed.milliseconds, receipt };
      session.acts.push(act);
      return act;
    } catch (error) {
      // The epoch ended while this was under way: its entry means nothing in the next one.
      const ended = (error instanceof ApiError && (error.check === "epoch.ending" || (error.check === "entry.proof" && watch.state?.epoch?.number !== epoch))) ||
        (error instanceof CoreError && error.check === "record.short");
      if (!ended || attempt >= 3) throw error;
      report("next-epoch");
      await pause(1_000);
    }
  }
}

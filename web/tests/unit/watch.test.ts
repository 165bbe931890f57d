// A letter's state as a page follows it, over a stream that dies and servers that come back.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { LetterWatch, type LetterState } from "../../src/api.ts";

class Stream extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static all: Stream[] = [];
  readyState = Stream.CONNECTING;
  constructor() {
    super();
    Stream.all.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  say(state: LetterState): void {
    this.readyState = Stream.OPEN;
    this.dispatchEvent(new MessageEvent("state", { data: JSON.stringify(state) }));
  }
}

const state = (version: number) => ({ version, now: new Date().toISOString() }) as LetterState;
const settle = () => new Promise((resolve) => setImmediate(resolve));
let answer: LetterState | null; // what the server says when it is asked; null: it is not there
let asked: number;

beforeEach(() => {
  mock.timers.enable({ apis: ["setInterval"] });
  Stream.all = [];
  asked = 0;
  Object.assign(globalThis, {
    EventSource: Stream,
    fetch: async () => {
      ++asked;
      if (!answer) throw new TypeError("refused");
      return Response.json(answer);
    },
  });
});
afterEach(() => mock.timers.reset());

async function watching(first: LetterState | null): Promise<LetterWatch> {
  answer = first;
  const watch = new LetterWatch("l", () => undefined);
  watch.start();
  await settle();
  return watch;
}
async function pass(seconds: number): Promise<void> {
  mock.timers.tick(1000 * seconds);
  await settle();
}

test("the newest state stands, whichever way it came", async () => {
  const watch = await watching(state(3));
  Stream.all[0]!.say(state(5));
  Stream.all[0]!.say(state(4));
  assert.equal(watch.state?.version, 5);
  await pass(60);
  assert.equal(asked, 1, "while events come, nothing is asked");
  watch.stop();
});

test("where no events come the state is asked for", async () => {
  const watch = await watching(null);
  assert.equal(watch.error, "page.network");
  answer = state(2);
  await pass(5);
  assert.equal(watch.state?.version, 2);
  assert.equal(watch.error, null);
  watch.stop();
});

test("a stream that was open and then is given up for good is opened again", async () => {
  const watch = await watching(state(1));
  Stream.all[0]!.say(state(1));
  await pass(20);
  Stream.all[0]!.readyState = Stream.CLOSED; // as after an answer of 503
  answer = state(7);
  await pass(5);
  assert.equal(Stream.all.length, 2);
  assert.equal(watch.state?.version, 7);
  Stream.all[1]!.say(state(8));
  assert.equal(watch.state?.version, 8);
  watch.stop();
  await pass(60);
  assert.equal(Stream.all.length, 2, "a watch that was stopped stays so");
});

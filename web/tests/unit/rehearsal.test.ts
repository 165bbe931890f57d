// The laboratory without its page: what the sliders mean, the module against the native program, and how
// newer settings supersede older ones.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { nightLetter } from "../../night-letter.ts";
import { Refused } from "../../src/core/module.ts";
import { Rehearsal, type Result } from "../../src/rehearsal/module.ts";
import { boundsOf, fragmentOf, ladderOf, originsOf, settingNames, settingsOf, usualSettings, waysOf, type Settings } from "../../src/rehearsal/plan.ts";
import { Runner, type Bench, type Report } from "../../src/rehearsal/runner.ts";
import { planNatively, rehearseNatively } from "../support/native.ts";

const plan = nightLetter();
const usual = usualSettings(plan);
const other: Settings = { quorum: 250, steps: 1, top: 480, pressure: 45, offer: 0, wait: 9 };
const rehearsal = await Rehearsal.load(readFileSync(join(process.env["UNDERSIGNED_MODULES"]!, "rehearsal.wasm")));

test("the bundle's scenario is the one that the program reads", () => {
  assert.deepEqual(plan, planNatively());
});

test("every number of the scenario has its origin", () => {
  const origins = originsOf(plan);
  assert.ok(origins.length > 60);
  assert.ok(origins.some(({ name, parameter }) => name === "pressure.residual" && parameter.high === 50));
  assert.ok(origins.some(({ name }) => name === "staff.demands.2"));
  for (const { name, parameter } of origins) assert.match(parameter.from, /^(assumption|article|data)$/, name);
});

test("settings go into an address and come back", () => {
  assert.equal(fragmentOf(usual, plan), "");
  assert.deepEqual(settingsOf("", plan), usual);
  assert.deepEqual(settingsOf(fragmentOf(other, plan), plan), other);
  assert.equal(fragmentOf({ ...usual, wait: 0 }, plan), "#wait=0");
});

test("an address cannot bring settings out of bounds", () => {
  const wild = settingsOf("#quorum=0&steps=99&top=-5&pressure=7&offer=1e3&wait=x&other=1", plan);
  assert.deepEqual(wild, { quorum: 1, steps: 4, top: 1, pressure: 5, offer: usual.offer, wait: usual.wait });
});

test("ladders rise evenly from the quorum to the top", () => {
  assert.deepEqual(ladderOf(usual), plan.ladder);
  assert.deepEqual(ladderOf({ ...usual, steps: 0 }), [101]);
  assert.deepEqual(ladderOf({ ...usual, quorum: 501 }), [501]);
  assert.deepEqual(ladderOf({ ...usual, quorum: 100, steps: 4, top: 102 }), [100, 101, 102]);
});

test("without a wait there is no second list", () => {
  assert.deepEqual(waysOf(usual).map(({ name }) => name), ["listed", "waited", "sealed"]);
  assert.deepEqual(waysOf({ ...usual, wait: 0 }).map(({ name }) => name), ["listed", "sealed"]);
});

function here(settings: Settings, replicas: number, tipping: boolean): Result["variants"] {
  return waysOf(settings).map(({ variant }) => {
    const answer = rehearsal.answer(JSON.stringify({ plan: { ...plan, variant: [variant] }, replicas, tipping }));
    return (JSON.parse(answer) as Result).variants[0]!;
  });
}

for (const [name, settings] of Object.entries({ usual, other })) {
  test(`770 people, 1,000 rehearsals, ${name} settings: the native program's numbers, each of them`, () => {
    const native = rehearseNatively(waysOf(settings), 1000);
    assert.equal(JSON.stringify(here(settings, 1000, true)), JSON.stringify(native.variants));
    assert.equal(native.variants[0]!.summary.replicas, 1000);
  });
}

test("a way that is asked for again is rehearsed on, and comes to the same bytes", async () => {
  const ask = (replicas: number, settings: Settings) =>
    JSON.stringify({ plan: { ...plan, variant: [waysOf(settings)[0]!.variant] }, replicas, tipping: false });
  const fresh = async (request: string) => (await Rehearsal.load(readFileSync(join(process.env["UNDERSIGNED_MODULES"]!, "rehearsal.wasm")))).answer(request);
  for (const replicas of [512, 1000, 1000, 1700, 30]) {
    const requests = [ask(replicas, usual), ask(replicas, other)];
    for (const request of requests) assert.equal(rehearsal.answer(request), await fresh(request));
  }
});

test("two benches: the first way has one to itself, and each keeps what it began", async () => {
  const benches = [new HeldBench(), new HeldBench()];
  const runner = new Runner(plan, benches, () => {}, (error) => assert.fail(String(error)));
  runner.rehearse(waysOf(usual));
  for (let i = 0; i < 9; ++i) {
    await new Promise(setImmediate);
    for (const bench of benches) if (bench.asked.length > 0) bench.asked.at(-1)!.answer();
  }
  const asked = benches.map((bench) => new Set(bench.asked.map(({ request }) => request.plan.variant[0].name)));
  assert.deepEqual(asked, [new Set(["listed"]), new Set(["waited", "sealed"])]);
});

test("whatever the sliders can say can be rehearsed", () => {
  const bounds = boundsOf(plan);
  for (const name of settingNames) {
    for (const value of [bounds[name].least, bounds[name].most]) {
      for (const one of here({ ...usual, [name]: value }, 2, false)) assert.equal(one.summary.replicas, 2, `${name} ${value}`);
    }
  }
});

test("the module refuses an impossible scenario with its reason", () => {
  const wrong = { plan: { ...plan, people: 5 }, replicas: 100, tipping: false };
  assert.throws(() => rehearsal.answer(JSON.stringify(wrong)), (error) => error instanceof Refused && error.message.length > 10);
});

// A bench that answers when it is told to.
class HeldBench implements Bench {
  readonly asked: { request: { replicas: number; tipping: boolean; plan: { variant: [{ name: string; pressure: number }] } }; answer(): void }[] = [];
  stops = 0;

  answer(request: string): Promise<string> {
    const parsed = JSON.parse(request) as HeldBench["asked"][number]["request"];
    return new Promise((resolve, reject) => {
      const result = { people: 1, variants: [{ summary: { replicas: parsed.replicas, of: parsed.plan.variant[0].pressure }, tipping: parsed.tipping ? { near: true } : undefined }] };
      this.asked.push({ request: parsed, answer: () => resolve(JSON.stringify(result)) });
      this.#reject = reject;
    });
  }
  #reject: (error: Error) => void = () => {};
  stop(): void {
    ++this.stops;
    this.#reject(new Error("stopped"));
  }
  async next(): Promise<void> {
    this.asked.at(-1)!.answer();
    await new Promise(setImmediate);
  }
  get last() {
    return this.asked.at(-1)!.request;
  }
}

function running(): { bench: HeldBench; runner: Runner; reports: Report[]; errors: unknown[] } {
  const bench = new HeldBench();
  const reports: Report[] = [];
  const errors: unknown[] = [];
  const runner = new Runner(plan, [bench], (report) => reports.push(report), (error) => errors.push(error));
  return { bench, runner, reports, errors };
}
const begin = (runner: Runner, pressure: number) => {
  runner.rehearse(waysOf({ ...usual, pressure, wait: 0 }));
  return new Promise(setImmediate);
};

test("coarse first, then all, then tipping; the numbers of all stay", async () => {
  const { bench, runner, reports } = running();
  await begin(runner, 100);
  for (let i = 0; i < 6; ++i) await bench.next();
  assert.deepEqual(bench.asked.map(({ request }) => [request.plan.variant[0].name, request.replicas, request.tipping]), [
    ["listed", 512, false],
    ["sealed", 512, false],
    ["listed", 1000, false],
    ["sealed", 1000, false],
    ["listed", 1000, true],
    ["sealed", 1000, true],
  ]);
  assert.deepEqual(reports.map(({ stage }) => stage), ["coarse", "full", "tipping"]);
  assert.deepEqual(reports.map(({ found }) => found[0]!.summary.replicas), [512, 1000, 1000]);
  assert.deepEqual(reports.map(({ found }) => found[0]!.tipping?.near ?? null), [null, null, true]);
  assert.equal(bench.stops, 0);
});

test("a coarse stage ends, and the newest settings come next", async () => {
  const { bench, runner, reports } = running();
  await begin(runner, 100);
  await begin(runner, 50);
  await begin(runner, 0);
  assert.equal(bench.stops, 0);
  await bench.next();
  await bench.next();
  assert.deepEqual(reports.map(({ found }) => found[0]!.way.variant.pressure), [1]);
  assert.deepEqual([bench.last.replicas, bench.last.plan.variant[0].pressure], [512, 0]);
});

test("finer work for older settings is stopped, and never told", async () => {
  const { bench, runner, reports, errors } = running();
  await begin(runner, 100);
  await bench.next();
  await bench.next();
  assert.equal(bench.last.replicas, 1000);
  await begin(runner, 50);
  assert.equal(bench.stops, 1);
  assert.deepEqual([bench.last.replicas, bench.last.plan.variant[0].pressure], [512, 0.5]);
  for (let i = 0; i < 4; ++i) await bench.next();
  assert.deepEqual(reports.map(({ stage, found }) => [stage, found[0]!.way.variant.pressure]), [["coarse", 1], ["coarse", 0.5], ["full", 0.5]]);
  assert.deepEqual(errors, []);
});

test("what fails is told once, and other settings can be tried", async () => {
  const { bench, runner, reports, errors } = running();
  await begin(runner, 100);
  bench.stop();
  await new Promise(setImmediate);
  assert.equal(errors.length, 1);
  await begin(runner, 50);
  await bench.next();
  await bench.next();
  assert.equal(reports.length, 1);
});

test("what fails and is superseded already is not told", async () => {
  const { bench, runner, reports, errors } = running();
  await begin(runner, 100);
  await begin(runner, 50);
  bench.stop();
  await new Promise(setImmediate);
  await bench.next();
  await bench.next();
  assert.deepEqual(errors, []);
  assert.deepEqual(reports.map(({ found }) => found[0]!.way.variant.pressure), [0.5]);
});

// Which files a record has, and which of them a signer asks for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleAt, bundles, groupAround, kBundle, kGroup, leavesOf, statedSize, tileNumber, tilePaths } from "../../src/core/record.ts";

test("tile numbers are written as tlog-tiles does", () => {
  assert.equal(tileNumber(0), "000");
  assert.equal(tileNumber(999), "999");
  assert.equal(tileNumber(1_000), "x001/000");
  assert.equal(tileNumber(1_234_067), "x001/x234/067");
});

test("the bundles of a tree hold each leaf once", () => {
  for (const size of [1, 255, 256, 257, 512, 1_000]) {
    const all = bundles(size);
    assert.equal(all.reduce((sum, { width }) => sum + width, 0), size);
    assert.equal(all.at(-1)!.path.endsWith(size % kBundle ? `.p/${size % kBundle}` : all.length === 1 ? "000" : tileNumber(all.length - 1)), true);
  }
  assert.throws(() => bundleAt(256, 1));
});

test("a record's files are its bundles and every level of hashes over them", () => {
  assert.deepEqual(tilePaths(3), ["tile/entries/000.p/3", "tile/0/000.p/3"]);
  assert.deepEqual(tilePaths(256), ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
  assert.deepEqual(tilePaths(600).filter((path) => !path.startsWith("tile/entries/")), ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"]);
});

test("leaves are cut at their lengths, and a broken bundle is refused", () => {
  const bundle = Uint8Array.from([0, 2, 7, 8, 0, 0, 0, 1, 9]);
  assert.deepEqual(leavesOf(bundle).map((leaf) => [...leaf]), [[7, 8], [], [9]]);
  assert.throws(() => leavesOf(bundle.subarray(0, 8)));
  assert.throws(() => leavesOf(bundle.subarray(0, 5)));
});

test("a checkpoint's size is read, and nothing else taken for one", () => {
  const note = (size: string) => new TextEncoder().encode(`origin\n${size}\nroot\n`);
  assert.equal(statedSize(note("557")), 557);
  for (const wrong of ["", "007", "-1", "1e3", "99999999999999"]) assert.throws(() => statedSize(note(wrong)));
});

test("what is fetched holds the own entry, and is the same for all of a group", () => {
  for (const people of [60, 4_000, 50_000]) {
    const first = 700;
    const asked = new Map<string, number>();
    for (let index = 0; index < people; ++index) {
      const [from, to] = groupAround(first, people, index);
      const own = Math.floor((first + index) / kBundle);
      assert.ok(from <= own && own <= to && to - from < kGroup);
      asked.set(`${from}-${to}`, (asked.get(`${from}-${to}`) ?? 0) + 1);
    }
    const expected = Math.ceil((Math.floor((first + people - 1) / kBundle) - Math.floor(first / kBundle) + 1) / kGroup);
    assert.equal(asked.size, expected);
  }
});

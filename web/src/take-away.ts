// The whole record as one file, for checking it elsewhere: what undersigned-verify reads once unpacked.
import { fetchBytes, RecordFiles, statedSize, tilePaths } from "./core/record.ts";
import { save } from "./files.ts";
import { tar, type Packed } from "./tar.ts";

const kAtOnce = 8;

export async function saveRecord(letter: string, report: (done: number, all: number) => void): Promise<void> {
  const files = new RecordFiles(letter);
  const note = await files.checkpoint();
  const paths = tilePaths(statedSize(note));
  const packed: Packed[] = [{ path: "record/checkpoint", bytes: note }];
  for (let at = 0; at < paths.length; at += kAtOnce) {
    report(at, paths.length);
    const some = paths.slice(at, at + kAtOnce);
    const bytes = await Promise.all(some.map((path) => fetchBytes(files.address(path))));
    packed.push(...some.map((path, i) => ({ path: `record/${path}`, bytes: bytes[i]! })));
  }
  save(`${letter}-record.tar`, tar(packed));
}

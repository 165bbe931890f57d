// Files as one file that every system unpacks: a ustar archive, for a record that a reader takes away.
const kBlock = 512;

export interface Packed {
  path: string; // at most 100 ASCII characters
  bytes: Uint8Array<ArrayBuffer>;
}

function header({ path, bytes }: Packed): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(kBlock);
  const put = (at: number, text: string) => block.set(new TextEncoder().encode(text), at);
  if (path.length > 100) throw new Error("a path is too long for an archive");
  put(0, path);
  put(100, "0000644\0"); // mode
  put(108, "0000000\0"); // owner
  put(116, "0000000\0"); // group
  put(124, bytes.length.toString(8).padStart(11, "0") + "\0");
  put(136, "00000000000\0"); // the time: always the same, so that the same record is the same file
  put(148, " ".repeat(8)); // the sum of all bytes, these taken as spaces
  put(156, "0");
  put(257, "ustar\0" + "00");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, sum.toString(8).padStart(6, "0") + "\0 ");
  return block;
}

export function tar(files: Packed[]): Blob {
  const parts = files.flatMap((file) => [header(file), file.bytes, new Uint8Array((kBlock - (file.bytes.length % kBlock)) % kBlock)]);
  return new Blob([...parts, new Uint8Array(2 * kBlock)], { type: "application/x-tar" });
}

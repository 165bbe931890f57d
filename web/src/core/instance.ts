// A WebAssembly module of the project, as wasm/reply/reply.h says it is called. Nothing here touches the
// network or the page: the same classes run in workers and under Node.

export type Pointer = number;
export interface BaseExports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  us_alloc(size: number): Pointer;
  us_free(memory: Pointer, size: number): void;
  us_reply(): Pointer;
  us_reply_size(): number;
}
// What a module can be made of: its bytes, as they come over the network or at hand, or compiled already.
export type Source = Response | Promise<Response> | BufferSource | WebAssembly.Module;

export const utf8 = new TextEncoder();
const text = new TextDecoder("utf-8", { fatal: true });

// What the C library asks of a system: the module has none, so everything is refused but randomness.
function imports(exports: () => BaseExports): WebAssembly.Imports {
  const bad = 8; // EBADF
  const wasi: Record<string, (...values: number[]) => number> = {
    fd_write: () => bad,
    fd_read: () => bad,
    fd_close: () => bad,
    fd_seek: () => bad,
    fd_fdstat_get: () => bad,
    fd_prestat_get: () => bad,
    fd_prestat_dir_name: () => bad,
    environ_get: () => 0,
    environ_sizes_get: (count, size) => {
      const view = new DataView(exports().memory.buffer);
      view.setUint32(count!, 0, true);
      view.setUint32(size!, 0, true);
      return 0;
    },
    proc_exit: () => {
      throw new Error("the core stopped");
    },
  };
  return {
    wasi_snapshot_preview1: wasi as WebAssembly.ModuleImports,
    host: {
      random: (out: Pointer, size: number) => {
        // At most 65,536 bytes a call.
        for (let done = 0; done < size; done += 65_536) {
          const part = Math.min(65_536, size - done);
          crypto.getRandomValues(new Uint8Array(exports().memory.buffer, out + done, part));
        }
      },
    },
  };
}

async function instanceOf(source: Source, host: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  if (source instanceof WebAssembly.Module) return WebAssembly.instantiate(source, host);
  const buffer = source instanceof ArrayBuffer || ArrayBuffer.isView(source);
  const made = buffer ? await WebAssembly.instantiate(source, host) : await WebAssembly.instantiateStreaming(source, host);
  return made.instance;
}

// The exports of a module that has been started.
export async function start<E extends BaseExports>(source: Source): Promise<E> {
  let exports: E | undefined;
  const instance = await instanceOf(source, imports(() => exports!));
  exports = instance.exports as unknown as E;
  exports._initialize();
  return exports;
}

export class Instance<E extends BaseExports, Refusal> {
  readonly exports: E;
  readonly #refused: (refusal: Refusal) => Error;

  // `refused` makes the error of a refusal's JSON.
  constructor(exports: E, refused: (refusal: Refusal) => Error) {
    this.exports = exports;
    this.#refused = refused;
  }

  // Copies each input into the module, calls with their addresses, wipes and frees them. Empty: null.
  lend<T>(inputs: Uint8Array[], call: (addresses: Pointer[]) => T): T {
    const places = inputs.map((bytes) => {
      if (bytes.length === 0) return 0;
      const place = this.exports.us_alloc(bytes.length);
      if (place === 0) throw new Error("out of memory");
      return place;
    });
    inputs.forEach((bytes, i) => {
      if (places[i] !== 0) new Uint8Array(this.exports.memory.buffer, places[i], bytes.length).set(bytes);
    });
    try {
      return call(places);
    } finally {
      places.forEach((place, i) => {
        if (place !== 0) this.exports.us_free(place, inputs[i]!.length);
      });
    }
  }

  reply(): Uint8Array<ArrayBuffer> {
    const from = this.exports.us_reply();
    return new Uint8Array(this.exports.memory.buffer.slice(from, from + this.exports.us_reply_size()) as ArrayBuffer);
  }

  // The reply of a call that gave `status`; throws what was refused.
  settle(status: number): Uint8Array<ArrayBuffer> {
    const reply = this.reply();
    if (status === 0) return reply;
    throw this.#refused(JSON.parse(text.decode(reply)) as Refusal);
  }

  settleText(status: number): string {
    return text.decode(this.settle(status));
  }

  settleJson<T>(status: number): T {
    return JSON.parse(this.settleText(status)) as T;
  }
}

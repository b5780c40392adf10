import { isAscii } from 'node:buffer';
import { Readable } from 'node:stream';

/** A message as it goes over the line, the same bytes each time it is opened. */
export interface Raw {
  /** Its length; a few bytes more or less where a part of it is not in memory. */
  bytes: number;
  /** Whether it may have bytes above 127, which a server is told of. */
  is8Bit: boolean;
  /** Nothing is fetched before somebody reads. Ends with a `BrokenContent` where a part of it cannot be had. */
  open(): Readable;
}

/** One that is in memory. */
export const rawOf = (content: Buffer): Raw => ({
  bytes: content.length,
  is8Bit: !isAscii(content),
  open: () => Readable.from(slices(content), { objectMode: false }),
});

/** Small slices, so that "all of it was read" means that all but the last few were taken by the socket. */
function* slices(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 16_384) yield content.subarray(at, at + 16_384);
}

/** Bytes that are fetched once somebody reads them; whoever stops reading lets go of their source. */
export function lazily(source: () => AsyncIterable<Uint8Array>): Readable {
  async function* bytes() {
    yield* source();
  }
  return Readable.from(bytes(), { objectMode: false });
}

/** A part of a message that is read when it is sent. `key` is another one whenever the bytes are. */
export interface Streamed {
  bytes: number;
  key: string;
  read(): AsyncIterable<Uint8Array>;
}

/** The same with something in front of it. */
export function behind(front: Buffer, { bytes, key, read }: Streamed): Streamed {
  async function* both() {
    yield front;
    yield* read();
  }
  return { bytes: front.length + bytes, key, read: both };
}

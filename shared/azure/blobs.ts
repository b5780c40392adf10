import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BlobDownloadOptions, ContainerClient } from '@azure/storage-blob';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromBlobs, isBlobMissing, isContainerMissing } from './blob-errors.ts';

/** What a blob is; its ETag changes with each write. */
interface BlobFacts {
  etag: string;
  bytes: number;
}

/** A stretch of a blob, as long as it is the one with this ETag, if given. */
export interface BlobRange {
  at: number;
  bytes: number;
  etag?: string;
}

/** A container of blobs. */
export interface Blobs {
  /** What the blob is now; undefined where there is none. */
  look(name: string): Promise<Result<BlobFacts | undefined, Fault>>;
  /** Writes a blob from pieces; makes the container where it is missing. */
  write(name: string, content: readonly Uint8Array[]): Promise<Result<void, Fault>>;
  /** Undefined where there is no such blob. */
  read(name: string, range: BlobRange): Promise<Result<Buffer | undefined, Fault>>;
  /**
   * The bytes as they come, once somebody reads them. Ends with a `BrokenContent` where the blob is not there, is
   * another one by now, or its service does not answer.
   */
  stream(name: string, range: BlobRange): AsyncIterable<Uint8Array>;
  /** One that is not there is no failure. */
  remove(name: string): Promise<Result<void, Fault>>;
  /** The names of the blobs that were written before `before`, in milliseconds since 1970. */
  namesBefore(before: number): Promise<Result<readonly string[], Fault>>;
}

/** Content that could not be read to its end. */
export class BrokenContent extends Error {
  override name = 'BrokenContent';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.said);
    this.fault = fault;
  }
}

/** A line that breaks while a blob is read is taken up again where it broke, so often. */
const READ_AGAIN = 4;
const WRITE_WITHIN_MS = 60_000;
/** As long as an attempt at a message has. */
const STREAM_WITHIN_MS = 5 * 60_000;

/** The container behind a client. What moves no content answers within `withinMs`. */
export function openBlobs(client: ContainerClient, withinMs = 8_000): Blobs {
  const within = (milliseconds = withinMs) => ({ abortSignal: AbortSignal.timeout(milliseconds) });

  async function tried<Value>(work: () => Promise<Value>, ms = withinMs): Promise<Result<Value, Fault>> {
    try {
      return ok(await work());
    } catch (error) {
      return failed(faultFromBlobs(error, ms));
    }
  }

  async function download(name: string, { at, bytes, etag }: BlobRange): Promise<NodeJS.ReadableStream> {
    const options: BlobDownloadOptions = {
      ...within(STREAM_WITHIN_MS),
      maxRetryRequests: READ_AGAIN,
      ...(etag !== undefined && { conditions: { ifMatch: etag } }),
    };
    const { readableStreamBody } = await client.getBlobClient(name).download(at, bytes, options);
    return readableStreamBody ?? Readable.from([]);
  }

  return {
    look: (name) =>
      tried(async () => {
        try {
          const { etag = '', contentLength = 0 } = await client.getBlobClient(name).getProperties(within());
          return { etag, bytes: contentLength };
        } catch (error) {
          if (isBlobMissing(error)) return undefined;
          throw error;
        }
      }),
    write: (name, content) =>
      tried(async () => {
        const bytes = content.reduce((sum, { byteLength }) => sum + byteLength, 0);
        const blob = client.getBlockBlobClient(name);
        // A function, so that the SDK can begin anew.
        const write = () => blob.upload(() => Readable.from(content), bytes, within(WRITE_WITHIN_MS));
        await write().catch(async (error: unknown) => {
          if (!isContainerMissing(error)) throw error;
          await client.createIfNotExists(within());
          await write();
        });
      }, WRITE_WITHIN_MS),
    read: (name, range) =>
      tried(async () => {
        try {
          return range.bytes === 0 ? Buffer.alloc(0) : await buffer(await download(name, range));
        } catch (error) {
          if (isBlobMissing(error)) return undefined;
          throw error;
        }
      }, STREAM_WITHIN_MS),
    async *stream(name, range) {
      if (range.bytes === 0) return;
      let left = range.bytes;
      try {
        for await (const chunk of await download(name, range)) {
          left -= (chunk as Buffer).length;
          yield chunk as Buffer;
        }
      } catch (error) {
        throw new BrokenContent(faultFromBlobs(error, STREAM_WITHIN_MS));
      }
      if (left !== 0)
        throw new BrokenContent({ at: 'storage', said: `the blob ended ${left} bytes too early` });
    },
    remove: (name) =>
      tried(async () => {
        try {
          await client.getBlobClient(name).deleteIfExists(within());
        } catch (error) {
          if (!isContainerMissing(error)) throw error;
        }
      }),
    namesBefore: (before) =>
      tried(async () => {
        const names: string[] = [];
        try {
          for await (const { name, properties } of client.listBlobsFlat(within())) {
            if (properties.lastModified.getTime() < before) names.push(name);
          }
        } catch (error) {
          if (!isContainerMissing(error)) throw error;
        }
        return names;
      }),
  };
}

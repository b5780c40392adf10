import { type BlobRange, type Blobs, BrokenContent } from '../../shared/azure/blobs.ts';
import type { Fault } from '../../shared/failures/fault.ts';
import { failed, ok, type Result } from '../../shared/failures/result.ts';

/** A container in memory; test/stack/blobs holds it against the real one. */
export interface MemoryBlobs extends Blobs {
  readonly blobs: ReadonlyMap<string, { content: Buffer; etag: string; at: number }>;
  /** While it is set, each call meets it. */
  away: Fault | undefined;
}

export function memoryBlobs(now: () => number = () => Date.now()): MemoryBlobs {
  const blobs = new Map<string, { content: Buffer; etag: string; at: number }>();
  let writes = 0;

  const when = async <Value>(work: () => Value): Promise<Result<Value, Fault>> =>
    container.away ? failed(container.away) : ok(work());

  function cut(name: string, { at, bytes, etag }: BlobRange): Buffer | Fault {
    const blob = blobs.get(name);
    if (!blob)
      return { at: 'storage', code: 'BlobNotFound', said: 'The specified blob does not exist. (HTTP 404)' };
    if (etag !== undefined && etag !== blob.etag) {
      return { at: 'storage', code: 'ConditionNotMet', said: 'The condition is not met. (HTTP 412)' };
    }
    return blob.content.subarray(at, at + bytes);
  }

  const container: MemoryBlobs = {
    blobs,
    away: undefined,
    look: (name) =>
      when(() => {
        const blob = blobs.get(name);
        return blob && { etag: blob.etag, bytes: blob.content.length };
      }),
    write: (name, content) =>
      when(() => {
        writes += 1;
        blobs.set(name, { content: Buffer.concat(content), etag: `"${writes}"`, at: now() });
      }),
    async read(name, range) {
      const found = cut(name, range);
      if (container.away) return failed(container.away);
      if (Buffer.isBuffer(found)) return ok(found);
      return found.code === 'BlobNotFound' ? ok(undefined) : failed(found);
    },
    async *stream(name, range) {
      const found = cut(name, range);
      if (container.away) throw new BrokenContent(container.away);
      if (!Buffer.isBuffer(found)) throw new BrokenContent(found);
      for (let at = 0; at < found.length; at += 65_536) yield found.subarray(at, at + 65_536);
    },
    remove: (name) =>
      when(() => {
        blobs.delete(name);
      }),
    namesBefore: (before) =>
      when(() =>
        [...blobs]
          .filter(([, { at }]) => at < before)
          .map(([name]) => name)
          .toSorted(),
      ),
  };
  return container;
}

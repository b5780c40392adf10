import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { toJson } from '../json.ts';

/** A message's JSON as its row keeps it: what fits into a queue message (64 KiB of text) fits there, packed. */
export const pack = (input: unknown): Uint8Array => deflateRawSync(toJson(input));

export const unpack = (content: Uint8Array): unknown => JSON.parse(inflateRawSync(content).toString('utf8'));

/**
 * Tells a repeat from another message: the same for the same content, in whatever order its fields are written. Who
 * sends a message again does so in another span, so that `traceparent` is no content.
 */
export function hashOf(input: unknown): string {
  return createHash('sha256')
    .update(toJson(withoutTrace(input), inOrder))
    .digest('hex');
}

function withoutTrace(input: unknown): unknown {
  if (input === null || typeof input !== 'object' || !('traceparent' in input)) return input;
  const { traceparent: _, ...content } = input;
  return content;
}

const inOrder = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

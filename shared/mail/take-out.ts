import { bytesFields } from './attachment-field.ts';
import { rawBytes } from './raw-message.ts';
import type { Received } from './receive.ts';
import type { StoredPart } from './stored.ts';

/** What a message's JSON loses to its blob. */
export interface TakenOut {
  /** The JSON as it came, with nothing in the places of the parts: a message by the contract, as before. */
  input: unknown;
  parts: readonly { of: StoredPart['of']; bytes: Buffer }[];
}

/** So many bytes of files a queue message of 64 KiB can carry, in base64: what came through a queue stays whole. */
const MOST_IN_ROW = 49_152;
/** Smaller ones are not worth a request of their own when they are sent. */
const SMALLEST = 16_384;

/** Takes the large files out of a large message, and the body of a raw one, so that sending can read them piece by piece. */
export function takeOut({
  message: { attachments, mime },
  input,
}: Pick<Received, 'message' | 'input'>): TakenOut {
  if (mime) return mime.body.length <= MOST_IN_ROW ? whole(input) : headersOnly(input, mime);
  const files = attachments.map(({ content }) => (Buffer.isBuffer(content) ? content : Buffer.alloc(0)));
  if (files.reduce((sum, { length }) => sum + length, 0) <= MOST_IN_ROW) return whole(input);
  const parts = files.flatMap((bytes, of) => (bytes.length < SMALLEST ? [] : [{ of, bytes }]));
  if (parts.length === 0) return whole(input);
  const taken = new Set(parts.map(({ of }) => of));
  const written = input as { attachments: readonly Record<string, unknown>[] };
  return {
    input: {
      ...written,
      attachments: written.attachments.map((one, index) => (taken.has(index) ? emptied(one) : one)),
    },
    parts,
  };
}

const whole = (input: unknown): TakenOut => ({ input, parts: [] });

function headersOnly(input: unknown, mime: NonNullable<Received['message']['mime']>): TakenOut {
  const headers = rawBytes({ ...mime, body: Buffer.alloc(0) });
  return {
    input: { ...(input as object), mime: headers.toString('base64') },
    parts: [{ of: 'mime', bytes: mime.body }],
  };
}

/** Under whichever name its bytes were written. */
const emptied = (attachment: Record<string, unknown>) => ({
  ...attachment,
  ...Object.fromEntries(bytesFields.filter((field) => field in attachment).map((field) => [field, ''])),
});

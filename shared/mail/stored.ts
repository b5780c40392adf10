import type { Blobs } from '../azure/blobs.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { unpack } from './content.ts';
import type { Frozen } from './freeze.ts';
import type { Message } from './message.ts';
import { behind, type Streamed } from './raw.ts';
import { type RawMessage, rawBytes } from './raw-message.ts';
import type { StreamedParts } from './submission.ts';

/** What of a message lies in blobs. Places and lengths in bytes. */
export interface Stored {
  /** The message's own blob: its head, then the parts that were taken out of it. */
  blob?: string;
  /** So much of it is the message as its row would hold it, where it does not fit there. */
  head?: number;
  parts?: readonly StoredPart[];
  /** Producers' files, as they were when the message was taken in; one that was not there is not in here. */
  files?: readonly StoredFile[];
}

/** The bytes of an attachment (its index), or what follows the headers of a raw message. */
export interface StoredPart {
  of: number | 'mime';
  at: number;
  bytes: number;
}

interface StoredFile {
  /** The index of its attachment. */
  of: number;
  etag: string;
  bytes: number;
}

/** Where they lie: our own container, and that of producers' files if there is one. */
export interface Stores {
  content: Blobs;
  attachments?: Blobs | undefined;
}

/** Nothing of the message is to be read when it is sent. */
export const isWhole = (message: Message, stored: Stored | undefined): boolean =>
  stored?.blob === undefined && filesOf(message).length === 0;

/** The message as it came, but for the parts that were taken out; `content` is what its row holds. */
export async function readInput(
  { content: blobs }: Stores,
  { blob, head }: Stored,
  content: Uint8Array,
): Promise<Result<unknown, Fault>> {
  if (blob === undefined || head === undefined) return ok(unpack(content));
  const read = await blobs.read(blob, { at: 0, bytes: head });
  if (!read.ok) return read;
  return read.value ? ok(unpack(read.value)) : failed(contentMissing(blob));
}

/** The parts of a message that are not in memory, each looked at, so that what is missing shows before the line is taken. */
export async function openParts(
  stores: Stores,
  message: Message,
  stored: Stored,
): Promise<Result<StreamedParts, Fault>> {
  const { blob, parts = [] } = stored;
  if (blob !== undefined) {
    const found = await stores.content.look(blob);
    if (!found.ok) return found;
    if (!found.value) return failed(contentMissing(blob));
  }
  const attachments = new Map<number, Streamed>();
  let mime: Streamed | undefined;
  for (const { of, at, bytes } of parts) {
    const name = blob ?? '';
    const streamed = {
      bytes,
      key: `${name} ${at}`,
      read: () => stores.content.stream(name, { at, bytes }),
    };
    if (of === 'mime') mime = streamed;
    else attachments.set(of, streamed);
  }
  for (const opened of await Promise.all(filesOf(message).map((file) => openFile(stores, file, stored)))) {
    if (!opened.ok) return opened;
    attachments.set(...opened.value);
  }
  return ok({ attachments, ...(mime && { mime }) });
}

/** The producers' files that a message names, with the indexes of their attachments. */
export const filesOf = ({ attachments }: Message): { index: number; blob: string }[] =>
  attachments.flatMap(({ content }, index) => ('blob' in content ? [{ index, blob: content.blob }] : []));

async function openFile(
  { attachments }: Stores,
  { index, blob }: { index: number; blob: string },
  { files = [] }: Stored,
): Promise<Result<[number, Streamed], Fault>> {
  const wrong = (code: string, said: string) =>
    failed({ at: 'message' as const, code, said: `attachments[${index}].blob ${said}` });
  if (!attachments)
    return wrong('attachments-off', 'names a file, and MAIL_ATTACHMENTS_CONTAINER is not set');
  const found = await attachments.look(blob);
  if (!found.ok) return found;
  if (!found.value) return wrong('attachment-missing', 'names a file that is not in the container');
  const { etag, bytes } = found.value;
  const noted = files.find(({ of }) => of === index);
  if (noted && noted.etag !== etag) {
    return wrong('attachment-changed', 'names a file that was written anew since the message was taken in');
  }
  const read = () => attachments.stream(blob, { at: 0, bytes, etag });
  return ok([index, { bytes, key: `${blob} ${etag}`, read }]);
}

/** Where a raw message becomes the only file of another one: that file, whose end is not in memory. */
export function mimeAsFile(
  raw: Frozen<RawMessage>,
  { mime }: Partial<StreamedParts> = {},
): StreamedParts | undefined {
  return mime && { attachments: new Map([[0, behind(rawBytes(raw), mime)]]) };
}

const contentMissing = (blob: string): Fault => ({
  at: 'message',
  code: 'content-missing',
  said: `the blob ${blob} is not there`,
});

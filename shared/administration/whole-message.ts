import type { Blobs } from '../azure/blobs.ts';
import { bytesFields } from '../mail/attachment-field.ts';
import { pack } from '../mail/content.ts';
import { readInput, type StoredPart } from '../mail/stored.ts';
import type { FoundMessage } from './message-handle.ts';

type Written = { mime?: string; attachments?: Record<string, unknown>[] };

/** A message with its content as it came, put together from its blob; without content where that cannot be read. */
export async function wholeMessage(blobs: Blobs, found: FoundMessage): Promise<FoundMessage> {
  const { content, ...rest } = found;
  const { stored } = found.record;
  if (!content || stored?.blob === undefined) return found;
  const read = await readInput({ content: blobs }, stored, content);
  if (!read.ok) return rest;
  const written = read.value as Written;
  for (const part of stored.parts ?? []) {
    const bytes = await blobs.read(stored.blob, part);
    if (!bytes.ok || !bytes.value) return rest;
    putBack(written, part.of, bytes.value);
  }
  return { ...found, content: pack(written) };
}

/** Where `takeOut` found it. */
function putBack(written: Written, of: StoredPart['of'], bytes: Buffer): void {
  if (of === 'mime') {
    const headers = Buffer.from(written.mime ?? '', 'base64');
    written.mime = Buffer.concat([headers, bytes]).toString('base64');
    return;
  }
  const attachment = written.attachments?.[of] ?? {};
  const field = bytesFields.find((name) => name in attachment) ?? 'content';
  attachment[field] = bytes.toString('base64');
}

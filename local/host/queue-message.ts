import type { DequeuedMessageItem } from '@azure/storage-queue';
import type { TypedData } from './functions-core-contract.ts';

export type MessageEncoding = 'base64' | 'none';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether the trigger can take in the stored text. Under base64 it ignores white space and wants padding. */
export const isDecodable = (stored: string, encoding: MessageEncoding): boolean =>
  encoding === 'none' || base64.test(stored.replace(/[ \t\r\n]/g, ''));

/** The message as text, or undefined where its bytes are not UTF-8: the string binding fails then. */
export function messageText(stored: string, encoding: MessageEncoding): string | undefined {
  if (encoding === 'none') return stored;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(stored, 'base64'));
  } catch {
    return undefined;
  }
}

/** What the poison queue gets: the body encoded anew, or as it was where it could not be decoded. */
export const poisonText = (stored: string, encoding: MessageEncoding): string =>
  encoding === 'base64' && isDecodable(stored, encoding)
    ? Buffer.from(stored, 'base64').toString('base64')
    : stored;

const time = (date: Date): TypedData => ({
  json: JSON.stringify(`${date.toISOString().slice(0, 19)}+00:00`),
});

/** The message's own top-level properties as the host hands them over: scalars as text, no arrays, no nulls. */
function ownProperties(text: string): [string, TypedData][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return [];
  return Object.entries(parsed).flatMap(([name, value]): [string, TypedData][] => {
    if (value === null || Array.isArray(value)) return [];
    if (typeof value === 'object') return [[name, { json: JSON.stringify(value) }]];
    // .NET writes booleans as True and False.
    return [[name, { string: typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value) }]];
  });
}

/** Trigger metadata of a queue message. Its own JSON properties replace ours of the same name, in whatever case. */
export function queueTriggerMetadata(message: DequeuedMessageItem, text: string): Record<string, TypedData> {
  const metadata: Record<string, TypedData> = {
    QueueTrigger: { string: text },
    DequeueCount: { int: message.dequeueCount },
    ExpirationTime: time(message.expiresOn),
    Id: { string: message.messageId },
    InsertionTime: time(message.insertedOn),
    NextVisibleTime: time(message.nextVisibleOn),
    PopReceipt: { string: message.popReceipt },
  };
  for (const [name, value] of ownProperties(text)) {
    const present = Object.keys(metadata).find((key) => key.toLowerCase() === name.toLowerCase());
    metadata[present ?? name] = value;
  }
  return metadata;
}

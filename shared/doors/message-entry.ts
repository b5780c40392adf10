import { type FoundMessage, handleOf } from '../administration/message-handle.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { explainRecord } from './explain-record.ts';
import type { DoorParts } from './parts.ts';

/** A message in the list, for whoever may see addresses; subject and content stay where they are. */
export function messageEntry(
  { addresses, known }: Pick<DoorParts, 'addresses' | 'known'>,
  { key, record }: FoundMessage,
) {
  const { id, state, from, takenInAt, sendAt, due, finishedAt, attempts, recipients } = record;
  const mailbox = addresses.find((address) => mailboxKey(address) === key);
  const explanation =
    state === 'accepted' ? undefined : explainRecord(record, { ...known, mailbox, sender: from });
  return {
    id,
    handle: handleOf(key, id),
    mailbox: mailbox ?? key,
    ...(from !== undefined && { from }),
    state,
    takenInAt: iso(takenInAt),
    ...(sendAt !== undefined && { sendAt: iso(sendAt) }),
    ...(state === 'waiting' && { due: iso(due) }),
    ...(finishedAt !== undefined && { finishedAt: iso(finishedAt) }),
    attempts,
    recipients,
    ...(record.reply !== undefined && { reply: record.reply }),
    ...(record.refused.length > 0 && {
      refused: record.refused.map(({ address, fault }) => ({ address, said: fault.said })),
    }),
    ...(record.mayDuplicate && { mayDuplicate: true }),
    ...(record.dryRun && { dryRun: true }),
    metadata: record.metadata,
    ...(explanation && { explanation }),
  };
}

const iso = (time: number): string => new Date(time).toISOString();

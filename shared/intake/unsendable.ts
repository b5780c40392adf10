import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { hashOf, pack } from '../mail/content.ts';
import type { Unsendable } from '../mail/receive.ts';
import { asideId } from '../mailbox/keys.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import { keepBuried } from '../mailbox/take-in.ts';

/** Where messages are kept that name no mailbox of ours. */
export const UNADDRESSED = 'unaddressed';

/**
 * Keeps what nobody but its producer can mend, with its bytes and what is wrong with it. The value is the name under
 * which it is kept: it says nothing about other messages with the same id.
 */
export async function keepUnsendable(
  open: OpenPartition,
  { id, fault }: Unsendable,
  body: unknown,
  { takenInAt, now, token }: { takenInAt: number; now: number; token: string },
): Promise<Result<string, Fault>> {
  const hash = hashOf(body);
  const record: MessageRecord = {
    id: asideId(id, hash),
    state: 'buried',
    hash,
    token,
    takenInAt,
    due: now,
    priority: 'normal',
    recipients: 0,
    attempts: 0,
    retries: 0,
    failure: fault.code ?? '',
    refused: [],
    metadata: {},
    history: [{ at: now, what: 'refused', faults: [fault] }],
  };
  const kept = await keepBuried(open(UNADDRESSED), record, pack(body), now);
  return kept.ok ? ok(record.id) : kept;
}

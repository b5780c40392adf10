import type { OpenPartition } from '../../azure/partition.ts';
import type { Fault } from '../../failures/fault.ts';
import { failed, ok, type Result } from '../../failures/result.ts';
import { mailboxKey } from '../../mail/mailbox-key.ts';
import type { MailboxState } from '../../mailbox/mailbox-state.ts';
import { readMailbox } from '../../mailbox/turn.ts';
import { defineCheck } from '../check.ts';
import type { StorageReach } from '../facts.ts';
import { refused } from '../refused.ts';

/** No row has this key: whoever may write is told that it is missing, others that they may not. */
const NO_SUCH_ROW = 'validator';

/** Queues and table can be read, and the table be written. Writes nothing: it asks for a change that cannot be made. */
export const storageCheck = defineCheck({
  id: 'storage',
  title: 'Storage account',
  probe: 'token',
  needs: ['storage'],
  gives: ['states'],
  async look({ storage, ...facts }) {
    const queued = await countAll(storage);
    if (!queued.ok) return refused(queued.error, facts);
    const { queue: count, ...details } = queued.value;
    const states = new Map<string, MailboxState>();
    let written: string | undefined;
    for (const { address } of facts.settings?.mailboxes ?? []) {
      const read = await readMailbox(storage.open(mailboxKey(address)), address);
      if (!read.ok) return refused(read.error, facts);
      states.set(address, read.value.state);
      if (read.value.etag !== undefined) written = address;
    }
    const rest = {
      details: { ...details, ...(count !== undefined && { queued: count }) },
      facts: { states },
    };
    if (count === undefined) {
      return {
        verdict: 'warn',
        says: `There is no queue ${storage.queue}: no producer has made it, and the host listens in vain.`,
        ...rest,
      };
    }
    if (written === undefined) {
      return {
        verdict: 'unknown',
        says: 'Queue and table can be read. Nothing of these mailboxes is in the table yet, so whether the app may write there shows with the first message.',
        ...rest,
      };
    }
    const refusal = await refusalToWrite(storage.open, mailboxKey(written));
    if (refusal) return { ...refused(refusal, facts), ...rest };
    return {
      verdict: 'pass',
      says: 'Queue and table can be read, and the table written. Whether the app may put rings into its queue shows only when it does.',
      ...rest,
    };
  },
});

async function refusalToWrite(open: OpenPartition, key: string): Promise<Fault | undefined> {
  const tried = await open(key).commit([{ kind: 'merge', rowKey: NO_SUCH_ROW, values: {} }]);
  return !tried.ok && tried.error.kind === 'unavailable' ? tried.error.fault : undefined;
}

/** How many messages lie in the queues of the app; of the two that it makes itself one may not be there yet. */
async function countAll({
  countQueued,
  queue,
}: StorageReach): Promise<Result<{ queue?: number; turns?: number; poison?: number }, Fault>> {
  const counts: Record<string, number> = {};
  for (const [what, name] of [
    ['queue', queue],
    ['turns', `${queue}-turns`],
    ['poison', `${queue}-poison`],
  ] as const) {
    const counted = await countQueued(name);
    if (!counted.ok) return failed(counted.error);
    if (counted.value !== undefined) counts[what] = counted.value;
  }
  return ok(counts);
}

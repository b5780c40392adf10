import { readDirectory } from '../../administration/directory.ts';
import { CONTENT_CONTAINER } from '../../azure/content-container.ts';
import type { OpenPartition } from '../../azure/partition.ts';
import type { Fault } from '../../failures/fault.ts';
import type { PlaceholderValues } from '../../failures/placeholders.ts';
import { failed, ok, type Result } from '../../failures/result.ts';
import { whoAmI } from '../../identity/who-am-i.ts';
import { mailboxKey } from '../../mail/mailbox-key.ts';
import { APP_PARTITION } from '../../mailbox/app-hold.ts';
import type { MailboxState } from '../../mailbox/mailbox-state.ts';
import { readMailbox } from '../../mailbox/turn.ts';
import type { Settings } from '../../settings.ts';
import { defineCheck, type Judgement } from '../check.ts';
import type { Facts, StorageReach } from '../facts.ts';
import { foundValues } from '../known-values.ts';
import { refused } from '../refused.ts';

/** No row or blob is called so: whoever may write is told that it is missing, others that they may not. */
const NO_SUCH_ROW = 'validator';
const NO_SUCH_BLOB = 'validator';

/**
 * Queues, table and blobs can be read, and table and blobs be written. Writes nothing: it asks for changes that cannot
 * be made. In a storage account without the table even that would make the table, so there only a run that acts asks.
 */
export const storageCheck = defineCheck({
  id: 'storage',
  title: 'Storage account',
  probe: 'token',
  needs: ['storage'],
  gives: ['states'],
  async look({ storage, ...facts }, { acts }) {
    const queued = await countAll(storage);
    if (!queued.ok) return refusedStorage(queued.error, facts);
    const { queue: count, ...details } = queued.value;
    const states = new Map<string, MailboxState>();
    let isTableThere = acts !== undefined;
    for (const { address } of facts.settings?.mailboxes ?? []) {
      const read = await readMailbox(storage.open(mailboxKey(address)), address);
      if (!read.ok) return refusedStorage(read.error, facts);
      states.set(address, read.value.state);
      isTableThere ||= read.value.etag !== undefined;
    }
    // Other apps may share the table.
    const listed = isTableThere ? ok([]) : await readDirectory(storage.open);
    if (!listed.ok) return refusedStorage(listed.error, facts);
    isTableThere ||= listed.value.length > 0;
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
    const blobs = await lookAtBlobs(storage, facts.settings?.attachmentsContainer);
    if (!blobs.ok) return { ...(await refusedStorage(blobs.error, facts)), ...rest };
    if (blobs.value === 'no-attachments') {
      return {
        verdict: 'warn',
        says: `There is no container ${facts.settings?.attachmentsContainer} (MAIL_ATTACHMENTS_CONTAINER): a message that names a file is not sent.`,
        ...rest,
      };
    }
    if (!isTableThere) {
      return {
        verdict: 'unknown',
        says: 'Queue, table and blobs can be read. Nothing is in the table yet, so whether the app may write there shows with the first message.',
        ...rest,
      };
    }
    const refusal = await refusalToWrite(storage.open);
    if (refusal) return { ...(await refusedStorage(refusal, facts)), ...rest };
    return {
      verdict: 'pass',
      says: 'Queue, table and blobs can be read, and table and blobs written. Whether the app may put rings into its queue shows only when it does.',
      ...rest,
    };
  },
});

/** A role is given to an identity, so the command for a missing one has to name it. */
async function refusedStorage(fault: Fault, facts: Partial<Facts>): Promise<Judgement> {
  const judged = refused(fault, facts);
  if (judged.failure?.id !== 'storage-role-missing' || !facts.settings) return judged;
  const identityId = await identityFor(facts.settings);
  const values: PlaceholderValues = { ...foundValues(facts), identityId };
  return refused(fault, facts, undefined, values);
}

/** Storage may be reached as another identity than the vault. */
async function identityFor({ storage, identity }: Settings): Promise<string | undefined> {
  const who =
    storage.kind === 'identity' ? ({ source: 'managed', clientId: storage.clientId } as const) : identity;
  const found = await whoAmI(who, 'https://storage.azure.com/.default', 'storage');
  return found.ok ? found.value.objectId : undefined;
}

async function refusalToWrite(open: OpenPartition): Promise<Fault | undefined> {
  const tried = await open(APP_PARTITION).commit([{ kind: 'merge', rowKey: NO_SUCH_ROW, values: {} }]);
  return !tried.ok && tried.error.kind === 'unavailable' ? tried.error.fault : undefined;
}

/** Ours may be missing, until a message needs it; that of producers may not. */
async function lookAtBlobs(
  { openBlobs }: StorageReach,
  attachments: string | undefined,
): Promise<Result<'there' | 'no-attachments', Fault>> {
  const own = await openBlobs(CONTENT_CONTAINER).remove(NO_SUCH_BLOB);
  if (!own.ok) return own;
  if (attachments === undefined) return ok('there');
  const theirs = await openBlobs(attachments).look(NO_SUCH_BLOB);
  if (theirs.ok) return ok('there');
  return theirs.error.code === 'ContainerNotFound' ? ok('no-attachments') : theirs;
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

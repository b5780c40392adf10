import type { Change, OpenPartition, Partition, Values } from '../azure/partition.ts';
import { passed } from '../mailbox/crash-points.ts';
import { messageKey, readFinished, resultKey } from '../mailbox/keys.ts';
import { fromValues } from '../mailbox/message-record.ts';
import { resultOf } from './result.ts';

/** A result that lies in the row of this key until it is told. */
export interface Left {
  rowKey: string;
  values: Values;
}

/**
 * Partitions that leave the result of a message in the very transaction in which it ends, whoever ends it: whatever
 * becomes of this process, the result is there to be told. `tell` is called once the transaction is carried out.
 */
export const withResults =
  (open: OpenPartition, tell: (partition: Partition, left: readonly Left[]) => void): OpenPartition =>
  (key) => {
    const partition = open(key);
    return {
      ...partition,
      async commit(changes) {
        const left = resultsIn(key, changes);
        const written = await partition.commit([
          ...changes,
          ...left.map((one): Change => ({ kind: 'create', ...one })),
        ]);
        if (written.ok && left.length > 0) {
          passed('result-left');
          tell(partition, left);
        }
        return written;
      },
    };
  };

/** The results of the messages that these changes end: each gets its entry in the index of its state. */
function resultsIn(key: string, changes: readonly Change[]): Left[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'create' || !change.rowKey.startsWith('d!')) return [];
    const ended = readFinished(change.rowKey);
    const message = changes.find(({ rowKey }) => rowKey === messageKey(ended.id));
    if (!message || message.kind === 'delete') return [];
    const result = resultOf(key, fromValues(message.values));
    return [{ rowKey: resultKey(ended.at, ended.id), values: { result: JSON.stringify(result) } }];
  });
}

import type { Change } from '../azure/partition.ts';
import { finishedKey, placeKey } from './keys.ts';
import type { MessageRecord } from './message-record.ts';
import { placeValues } from './places.ts';

/**
 * The row beside a message's own that says where it stands: its place while it waits, its entry in the index once it
 * ended. It exists as long as nobody acts on the message in this state; one that is under way has none.
 */
export const standingKey = ({ id, state, priority, due, finishedAt = 0 }: MessageRecord): string =>
  state === 'waiting' ? placeKey(priority, due, id) : finishedKey(state, finishedAt, id);

export const standing = (record: MessageRecord): Change => ({
  kind: 'create',
  rowKey: standingKey(record),
  values: record.state === 'waiting' ? placeValues(record) : {},
});

import type { Change, OpenPartition, Partition } from '../../../shared/azure/partition.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed } from '../../../shared/failures/result.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import type { Process } from '../../support/model/process.ts';
import type { TableRequests } from '../rig/table-requests.ts';
import type { StorageLatency } from './latency.ts';
import { reach } from './reach.ts';
import type { FleetWorld } from './world.ts';

/** What is known of storage that has too much to do. */
export const BUSY: Fault = { at: 'storage', code: 'ServerBusy', said: 'The server is busy. (HTTP 503)' };

/** The table as one process reaches it: each request takes its time and is counted. */
export function reachTable(world: FleetWorld, process: Process, counts: TableRequests): OpenPartition {
  return (key): Partition => {
    const partition = world.table.open(key);
    const request = <Value>(kind: keyof StorageLatency, weight: number, carryOut: () => Value) =>
      reach(world, process, kind, { kind: 'partition', name: key, weight }, carryOut);
    return {
      key,
      async read(rowKey) {
        counts[rowKey === MAILBOX_ROW ? 'readMailbox' : 'readRow'] += 1;
        return (await request('read', 1, () => partition.read(rowKey))) ?? failed(BUSY);
      },
      async list(range) {
        counts.list += 1;
        return (await request('list', 1, () => partition.list(range))) ?? failed(BUSY);
      },
      async commit(changes) {
        counts[changes.some(isOfMailbox) ? 'step' : 'takeIn'] += 1;
        const written = await request('commit', changes.length, () => partition.commit(changes));
        if (!written) return failed({ kind: 'unavailable', fault: BUSY });
        if (!written.ok && written.error.kind === 'conflict') counts.conflicts += 1;
        return written;
      },
    };
  };
}

const isOfMailbox = ({ rowKey }: Change): boolean => rowKey === MAILBOX_ROW;

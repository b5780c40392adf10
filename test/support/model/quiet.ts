import type { Row } from '../../../shared/azure/partition.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { stateFromValues } from '../../../shared/mailbox/mailbox-state.ts';
import type { Schedule } from './schedule.ts';

const MINUTE_MS = 60_000;

/** How long after the last trouble everything has to be done. */
export function patienceMs({ troubles, messages, limits }: Schedule): number {
  // A sweep, a lease or a lost ring before it, a shutdown that lasts, the probe of a process that died, and the pace.
  const always = 20 * MINUTE_MS + (messages * limits.windowMs) / Math.min(limits.messages, messages);
  const mends = troubles.has('refusals') || troubles.has('lost acknowledgements');
  return always + (mends ? 60 * MINUTE_MS : 0);
}

/** Whether nothing of the mailbox waits or is under way. */
export const isDone = (rows: readonly Row[]): boolean =>
  rows.every(({ rowKey, values }) =>
    rowKey === MAILBOX_ROW
      ? stateFromValues(values).inFlight.length === 0
      : values.state !== 'waiting' && values.state !== 'sending',
  );

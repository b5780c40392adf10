import type { Amounts } from './bill.ts';
import type { Counted, Counts } from './measure.ts';

/** What the desk cannot count: replace it by what your own log and bill say. */
export const assumed = {
  /** How long Exchange Online takes to answer a message: `ms.submit` in the log. */
  answerSeconds: 1,
  /** Of an instance, in GB: `DEPLOY_INSTANCE_MEMORY`. */
  instanceGB: 2,
  /** Flex Consumption counts no less for each time that an instance is busy. */
  leastBusySeconds: 1,
  /** What Azure's host writes for each execution: begin, end and trigger in AppTraces, one row in AppRequests. */
  hostRows: 4,
  /** Of such a row, and beside the text of one of ours: properties, ids, names (`_BilledSize`). */
  rowBytes: 900,
  /** Sessions that send for one mailbox at once. */
  sessions: 3,
  /** Tokens in an hour in which mail is sent, for each process: one, with the certificate read and a signature made. */
  vaultOperations: 2,
  mailboxes: 10,
  /** A record without its content, kept for MAIL_KEEP_DAYS, in bytes: two rows. */
  recordBytes: 2_500,
  hours: 730,
} as const;

const SWEEPS_AN_HOUR = 12;
/** What the stand-in takes for a body with Exchange-like latency: it is in what was counted. */
const COUNTED_ANSWER_SECONDS = 0.2;

/** For one message. */
export function messageAmounts(counted: Counted, comes: 'alone' | 'backlog'): Amounts {
  const waits = assumed.answerSeconds - COUNTED_ANSWER_SECONDS;
  const busy =
    comes === 'alone'
      ? Math.max(assumed.leastBusySeconds, counted.busySeconds + waits)
      : counted.busySeconds + waits / assumed.sessions;
  return {
    busySeconds: assumed.instanceGB * busy,
    executions: counted.executions,
    table: counted.table,
    queue: counted.queue,
    kept: assumed.recordBytes / 1e9,
    log: logGB(counted),
  };
}

/** For a month without mail. An instance for each of three queues is taken to be there all the time: the most there is. */
export function fixedAmounts(
  { idleHour, sweepOfOne }: Counts,
  { alertRules, isPrivate }: { alertRules: number; isPrivate: boolean },
): Amounts {
  const sweeps = SWEEPS_AN_HOUR * assumed.hours;
  return {
    busySeconds: assumed.instanceGB * assumed.leastBusySeconds * sweeps,
    executions: sweeps,
    table: sweeps * assumed.mailboxes * sweepOfOne.table,
    queue: assumed.hours * idleHour.polls,
    blobWrites: assumed.hours * idleHour.blobWrites + sweeps,
    blobOthers: assumed.hours * idleHour.blobOthers,
    vault: assumed.hours * assumed.vaultOperations,
    log: sweeps * logGB({ executions: 1, logBytes: assumed.mailboxes * sweepOfOne.logBytes }),
    alertRule: alertRules,
    ...(isPrivate && { privateEndpoint: 5, dnsZone: 5, natGateway: 1 }),
  };
}

const logGB = ({ executions, logBytes }: Pick<Counted, 'executions' | 'logBytes'>): number => {
  const ours = logBytes > 0 ? logBytes + assumed.rowBytes : 0;
  return (ours + executions * assumed.hostRows * assumed.rowBytes) / 1e9;
};

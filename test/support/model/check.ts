import type { Row } from '../../../shared/azure/partition.ts';
import { finalStates, MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { stateFromValues } from '../../../shared/mailbox/mailbox-state.ts';
import { fromValues, type MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { addressOf } from './attempts.ts';
import type { Incoming } from './incoming.ts';
import type { Played } from './play.ts';
import { MARGIN_MS, type Trouble } from './schedule.ts';
import type { Sending } from './server.ts';

/** A promise of the protocol that a schedule broke. */
export interface Violation {
  promise: string;
  what: string;
}

/** Azure ends a function that runs for ten minutes. */
const LONGEST_RUN_MS = 10 * 60_000;

/** With these an owner may lose its mailbox while it still sends. */
const outrunLeases: readonly Trouble[] = ['stalls', 'storage away', 'unavailable storage', 'clocks apart'];

/** Without one of these no message can be doubtful. */
const doubtful: readonly Trouble[] = [
  'crashes',
  'stalls',
  'storage away',
  'unavailable storage',
  'lost acknowledgements',
];

/** Holds what the server saw and what the table says against what the protocol promises. */
export function check(played: Played): Violation[] {
  const { schedule, messages, rows, sendings, thrown } = played;
  const records = new Map(
    rows.flatMap(({ rowKey, values }) =>
      rowKey.startsWith('m!') ? [[rowKey.slice(2), fromValues(values)]] : [],
    ),
  );
  const mayOverlap = outrunLeases.some((trouble) => schedule.troubles.has(trouble));
  return [
    ...thrown.map((error) => ({ promise: 'nothing throws', what: String((error as Error).stack ?? error) })),
    ...(played.isQuiet ? [] : [stranded(played, records)]),
    ...messages.flatMap((message) => checkMessage(played, message, records.get(message.id))),
    ...checkIndex(rows, records),
    ...(mayOverlap || played.longestRunMs < LONGEST_RUN_MS
      ? []
      : [{ promise: 'no function runs too long', what: `${played.longestRunMs} ms` }]),
    ...(mayOverlap ? [] : [...checkPace(played), ...checkOverlaps(sendings)]),
  ];
}

function stranded({ rows }: Played, records: ReadonlyMap<string, MessageRecord>): Violation {
  const open = [...records.values()].filter(({ state }) => !finalStates.some((one) => one === state));
  const mailbox = rows.find(({ rowKey }) => rowKey === MAILBOX_ROW);
  return {
    promise: 'nothing is stranded',
    what: `${open.map(({ id, state }) => `${id} ${state}`).join(', ')}; ${mailbox?.values.mailbox}`,
  };
}

function checkMessage(
  { sendings, schedule }: Played,
  message: Incoming,
  record: MessageRecord | undefined,
): Violation[] {
  const found: Violation[] = [];
  const broken = (promise: string, what = '') => found.push({ promise, what: `${message.id} ${what}` });
  if (!record) {
    broken('nothing is lost');
    return found;
  }
  const own = sendings.filter(({ id }) => id === message.id);
  const policy = message.ifUncertain ?? schedule.ifUncertain;
  for (let index = 0; index < message.recipients; index += 1) {
    const copies = own.filter(({ accepted }) => accepted.includes(index)).length;
    // The record has it from the server: each for itself, or the whole envelope.
    const isRefused = record.refused.some(({ address }) => address === addressOf(index));
    if (record.state === 'accepted' && copies === 0 && !isRefused) {
      broken('accepted means that the server took it', `recipient ${index}`);
    }
    if (copies > 1 && policy === 'hold') broken('never twice under hold', `recipient ${index}: ${copies}`);
    if (copies > 1 && !record.mayDuplicate) broken('twice is marked', `recipient ${index}: ${copies}`);
  }
  // For so short a time that no stop falls into it, two clocks may not agree on when a lease ends.
  if (own.some(({ hadTurn }) => !hadTurn) && !schedule.troubles.has('clocks apart')) {
    broken('only the owner of the turn sends');
  }
  if (record.mayDuplicate && !doubtful.some((trouble) => schedule.troubles.has(trouble))) {
    broken('nothing is doubtful without a reason', record.history.map((one) => one.what).join(', '));
  }
  if (record.state === 'buried' && !record.failure) broken('buried with a reason');
  if (record.state === 'uncertain' && !record.failure) broken('uncertain with a reason');
  return found;
}

/** Index and places agree with the states. */
function checkIndex(rows: readonly Row[], records: ReadonlyMap<string, MessageRecord>): Violation[] {
  const listed = rows.filter(({ rowKey }) => /^[dw]!/.test(rowKey)).map(({ rowKey }) => kindAndId(rowKey));
  const expected = [...records.values()].map(({ id, state }) => `${state} ${id}`);
  const flying = rows
    .filter(({ rowKey }) => rowKey === MAILBOX_ROW)
    .flatMap(({ values }) => stateFromValues(values).inFlight.map((id) => `sending ${id}`));
  const kept = [...listed, ...flying].sort().join();
  return kept === expected.sort().join()
    ? []
    : [{ promise: 'index and places agree with the states', what: `${kept} | ${expected}` }];
}

function kindAndId(rowKey: string): string {
  const [kind, state, , id] = rowKey.split('!');
  return `${kind === 'w' ? 'waiting' : state} ${id}`;
}

function checkPace({ schedule: { limits }, sendings, mostConnections }: Played): Violation[] {
  const found: Violation[] = [];
  if (mostConnections > limits.connections) {
    found.push({ promise: 'connections', what: `${mostConnections} at once` });
  }
  if (!Number.isFinite(limits.messages)) return found;
  const began = sendings.map((one) => one.began).sort((a, b) => a - b);
  for (const [index, last] of began.entries()) {
    const first = began[index - limits.messages];
    if (first !== undefined && last - first < limits.windowMs - MARGIN_MS) {
      found.push({ promise: 'pace', what: `${limits.messages + 1} in ${last - first} ms` });
    }
  }
  return found;
}

/** No message is under way twice at once, by processes that both live. */
function checkOverlaps(sendings: readonly Sending[]): Violation[] {
  return sendings.flatMap((one, index) =>
    sendings
      .slice(index + 1)
      .filter(
        ({ id, began, process }) =>
          id === one.id && began < one.ended && !process.isDead && !one.process.isDead,
      )
      .map(({ id, process }) => ({
        promise: 'one sends a message',
        what: `${id} ${one.process.name} ${process.name}`,
      })),
  );
}

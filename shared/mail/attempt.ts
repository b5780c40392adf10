import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { Result } from '../failures/result.ts';
import { type Stopwatch, startStopwatch } from '../stopwatch.ts';
import { unpack } from './content.ts';
import { endOfAge } from './decide.ts';
import { faultsOf, type Outcome } from './outcome.ts';
import { receive } from './receive.ts';
import type { Mailbox } from './sender.ts';
import type { Compose, Composed, Send } from './submission.ts';

/** What an attempt is made with; `now` is the clock. */
export interface AttemptParts {
  mailboxes: readonly Mailbox[];
  maxMessageBytes: number;
  maxAgeMs: number;
  compose: Compose;
  token: (stopwatch: Stopwatch, refused?: string) => Promise<Result<string, Fault>>;
  send: Send;
  /** What the settings know for filling in commands. */
  known: PlaceholderValues;
  now: () => number;
}

/** What the room knows of the message that is to be sent. Times in milliseconds since 1970. */
interface Work {
  record: { id: string; takenInAt: number; resentAt?: number; left?: readonly number[]; batch?: number };
  content: Uint8Array;
  mayStart: () => boolean;
}

/** One attempt's own deadline; the host's `functionTimeout` is twice as long. */
const DEADLINE_MS = 5 * 60_000;

/** One attempt at a message: from its content to Exchange Online's answer, explained. Never throws. */
export async function attempt(parts: AttemptParts, { record, content, mayStart }: Work) {
  const stopwatch = startStopwatch();
  const received = receive(parts.mailboxes, unpack(content), record.id);
  const nobody = { left: [], told: [], stages: stopwatch.stages };
  // The settings may have changed since it was taken in.
  if (!received.ok) return { ...ended(parts, { kind: 'failed', faults: [received.error.fault] }), ...nobody };
  const { message, mailbox, from } = received.value;
  const values = { messageId: record.id, mailbox, sender: from };
  const refuse = (code: string, said: string) => ({
    ...ended(parts, { kind: 'failed', faults: [{ at: 'message', code, said }] }, values),
    ...nobody,
  });
  if (message.expires && message.expires.getTime() <= parts.now()) {
    return refuse('message-expired', `expires was ${message.expires.toISOString()}`);
  }
  // It may have waited for the end of a hold.
  if (parts.now() >= endOfAge(record, parts)) {
    const since = new Date(record.takenInAt).toISOString();
    return refuse('message-expired', `taken in at ${since}, and older than MAIL_MAX_AGE`);
  }

  const composed = await stopwatch.time('compose', () =>
    parts.compose(message, from, new Date(record.takenInAt)),
  );
  const { raw, messageId } = composed;
  if (raw.length > parts.maxMessageBytes) {
    const limit = `MAIL_MAX_MESSAGE_BYTES is ${parts.maxMessageBytes}`;
    return refuse('message-too-large', `${raw.length} bytes, and ${limit}`);
  }
  const envelope = envelopeFor(composed, record);
  const outcome = await parts.send({
    mailbox,
    envelope,
    raw,
    token: (refused) => parts.token(stopwatch, refused),
    stopwatch,
    signal: AbortSignal.timeout(DEADLINE_MS),
    mayStart,
  });
  const told = { told: envelope.to, messageId, stages: stopwatch.stages };
  if (outcome.kind === 'not-started') {
    return { ...notStarted, left: record.left ?? [], ...told };
  }
  const explained = ended(parts, outcome, values);
  return { ...explained, left: leftAfter(composed, record, envelope.to, explained), ...told };
}

/** The fence closed: somebody else sends for the mailbox now, or will. */
const notStarted = {
  outcome: {
    kind: 'failed',
    faults: [{ at: 'submit', code: 'turn-over', said: 'The turn ended before MAIL FROM' }],
  },
  explanations: [],
  notStarted: true,
} as const;

function ended(parts: AttemptParts, outcome: Outcome, values: PlaceholderValues = {}) {
  const faults = outcome.kind === 'accepted' ? outcome.refused.map(({ fault }) => fault) : faultsOf(outcome);
  return { outcome, explanations: faults.map((fault) => explain(fault, { ...parts.known, ...values })) };
}

/** The recipients who have not been told, and of those as many as fit. */
function envelopeFor({ envelope }: Composed, { left, batch }: Work['record']) {
  const all = left ? left.map((index) => envelope.to[index] as string) : envelope.to;
  return { from: envelope.from, to: batch === undefined ? all : all.slice(0, batch) };
}

/** Indexes of those who still have to be told after an accepted envelope: not in it, or refused for now. */
function leftAfter(
  { envelope }: Composed,
  { left }: Work['record'],
  told: readonly string[],
  { outcome, explanations }: ReturnType<typeof ended>,
): readonly number[] {
  const pending = left ?? envelope.to.map((_, index) => index);
  if (outcome.kind !== 'accepted') return pending;
  const forNow = new Set(
    outcome.refused.filter((_, index) => explanations[index]?.treat !== 'fail').map(({ address }) => address),
  );
  return pending.filter((index) => {
    const address = envelope.to[index] as string;
    return !told.includes(address) || forNow.has(address);
  });
}

import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import { ok, type Result } from '../failures/result.ts';
import { type BeginStage, type Stopwatch, startStopwatch } from '../stopwatch.ts';
import { unpack } from './content.ts';
import { endOfAge } from './decide.ts';
import { faultsOf, type Outcome, type RefusedRecipient } from './outcome.ts';
import { receive } from './receive.ts';
import { redirected } from './redirect.ts';
import { type Safety, sift, withRefused } from './safety.ts';
import type { Mailbox } from './sender.ts';
import { isWhole, mimeAsFile, openParts, readInput, type Stored, type Stores } from './stored.ts';
import type { Compose, Composed, Send } from './submission.ts';

/** What an attempt is made with; `now` is the clock. */
export interface AttemptParts {
  mailboxes: readonly Mailbox[];
  maxMessageBytes: number;
  maxAgeMs: number;
  compose: Compose;
  token: (stopwatch: Stopwatch, refused?: string) => Promise<Result<string, Fault>>;
  send: Send;
  safety: Safety;
  /** Where content lies that its row does not hold. */
  stores: Stores;
  /** What the settings know for filling in commands. */
  known: PlaceholderValues;
  now: () => number;
}

/** What the room knows of the message that is to be sent. Times in milliseconds since 1970. */
interface Work {
  record: {
    id: string;
    takenInAt: number;
    sendAt?: number;
    resentAt?: number;
    left?: readonly number[];
    batch?: number;
    stored?: Stored;
  };
  content: Uint8Array;
  mayStart: () => boolean;
  begin?: BeginStage;
}

/** One attempt's own deadline; the host's `functionTimeout` is twice as long. */
const DEADLINE_MS = 5 * 60_000;

/** One attempt at a message: from its content to Exchange Online's answer, explained. Never throws. */
export async function attempt(parts: AttemptParts, { record, content, mayStart, begin }: Work) {
  const { safety, stores } = parts;
  const { stored } = record;
  const stopwatch = startStopwatch(begin);
  const nobody = { left: [], told: [], stages: stopwatch.stages };
  const input = stored
    ? await stopwatch.time('fetch', () => readInput(stores, stored, content))
    : ok(unpack(content));
  if (!input.ok) return { ...ended(parts, { kind: 'failed', faults: [input.error] }), ...nobody };
  const received = receive(parts.mailboxes, input.value, record.id);
  // The settings may have changed since it was taken in.
  if (!received.ok) return { ...ended(parts, { kind: 'failed', faults: [received.error.fault] }), ...nobody };
  const { message, mailbox, from } = received.value;
  const values = { messageId: record.id, mailbox, sender: from };
  const fail = (fault: Fault) => ({
    ...ended(parts, { kind: 'failed', faults: [fault] }, values),
    ...nobody,
  });
  const refuse = (code: string, said: string) => fail({ at: 'message', code, said });
  if (message.expires && message.expires.getTime() <= parts.now()) {
    return refuse('message-expired', `expires was ${message.expires.toISOString()}`);
  }
  // It may have waited for the end of a hold.
  if (parts.now() >= endOfAge(record, parts)) {
    const since = new Date(record.takenInAt).toISOString();
    return refuse('message-expired', `taken in at ${since}, and older than MAIL_MAX_AGE`);
  }

  const open = () => openParts(stores, message, stored ?? {});
  const opened = isWhole(message, stored) ? ok(undefined) : await stopwatch.time('fetch', open);
  if (!opened.ok) return fail(opened.error);
  const { redirectTo } = safety;
  const toSend = redirectTo === undefined ? message : redirected(message, redirectTo);
  const streamed = message.mime && !toSend.mime ? mimeAsFile(message.mime, opened.value) : opened.value;
  const composed = await stopwatch.time('compose', () =>
    parts.compose(toSend, from, new Date(Math.max(record.takenInAt, record.sendAt ?? 0)), streamed),
  );
  const { raw, messageId } = composed;
  if (raw.bytes > parts.maxMessageBytes) {
    const limit = `MAIL_MAX_MESSAGE_BYTES is ${parts.maxMessageBytes}`;
    return refuse('message-too-large', `${raw.bytes} bytes, and ${limit}`);
  }
  // Who has been told is known by the place among the message's own recipients.
  const untold = redirectTo === undefined ? record : {};
  const envelope = envelopeFor(composed, untold);
  const { to, refused } = sift(safety.allowed, envelope.to);
  const outcome =
    to.length === 0
      ? nobodyMay(refused)
      : await parts.send({
          mailbox,
          envelope: { ...envelope, to },
          raw,
          isDryRun: safety.dryRun || message.dryRun,
          token: (stale) => parts.token(stopwatch, stale),
          stopwatch,
          signal: AbortSignal.timeout(DEADLINE_MS),
          mayStart,
        });
  const told = { told: envelope.to, messageId, stages: stopwatch.stages };
  if (outcome.kind === 'not-started') {
    return { ...notStarted, left: record.left ?? [], ...told };
  }
  const explained = ended(parts, withRefused(outcome, refused), values);
  return { ...explained, left: leftAfter(composed, untold, envelope.to, explained), ...told };
}

/** Each recipient is one whom MAIL_ALLOWED_RECIPIENTS leaves out. */
function nobodyMay(refused: readonly RefusedRecipient[]): Outcome {
  const [first, ...others] = refused.map(({ fault }) => fault);
  if (!first) throw new Error('a message has a recipient');
  return { kind: 'failed', faults: [first, ...others] };
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
function envelopeFor({ envelope }: Composed, { left, batch }: Pick<Work['record'], 'left' | 'batch'>) {
  const all = left ? left.map((index) => envelope.to[index] as string) : envelope.to;
  return { from: envelope.from, to: batch === undefined ? all : all.slice(0, batch) };
}

/** Indexes of those who still have to be told after an accepted envelope: not in it, or refused for now. */
function leftAfter(
  { envelope }: Composed,
  { left }: Pick<Work['record'], 'left'>,
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

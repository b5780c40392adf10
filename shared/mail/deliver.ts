import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import { type Stopwatch, startStopwatch } from '../stopwatch.ts';
import { decodeBody } from './decode.ts';
import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import { parseMessage } from './parse.ts';
import type { Problem } from './problems.ts';
import type { Receipt } from './receipt.ts';
import { findSender, type Mailbox } from './sender.ts';
import type { Compose, Send } from './submission.ts';

/** What a delivery is done with; `now` is the clock. */
export interface DeliverParts {
  mailboxes: readonly Mailbox[];
  maxMessageBytes: number;
  compose: Compose;
  token: (stopwatch: Stopwatch, refused?: string) => Promise<Result<string, Fault>>;
  send: Send;
  now: () => Date;
}

/** What became of one attempt, with what was learnt on the way for log and burial. */
export interface Delivery {
  id: string;
  outcome: Outcome;
  /** All that is wrong with an invalid message. */
  problems: readonly Problem[];
  message?: Message;
  sender?: { mailbox: string; from: string };
  composed?: { messageId: string; bytes: number };
  stages: Readonly<Record<string, number>>;
}

/** One attempt's own deadline; the host's `functionTimeout` is twice as long. */
const DEADLINE_MS = 5 * 60_000;

/** The whole way of one message, from the body of the queue message to Exchange Online's answer. */
export async function deliver(parts: DeliverParts, body: unknown, receipt: Receipt): Promise<Delivery> {
  const stopwatch = startStopwatch();
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const learnt: Omit<Delivery, 'outcome'> = { id: receipt.id, problems: [], stages: stopwatch.stages };
  const refuse = (code: string, said: string, problems: readonly Problem[] = []): Delivery => ({
    ...learnt,
    problems,
    outcome: { kind: 'failed', faults: [{ at: 'message', code, said }] },
  });

  const decoded = decodeBody(body);
  if (!decoded.ok) return refuse('message-unreadable', worded([decoded.error]), [decoded.error]);
  const parsed = parseMessage(decoded.value, { id: receipt.id });
  if (!parsed.ok) return refuse('message-invalid', worded(parsed.error), parsed.error);
  const message = parsed.value;
  Object.assign(learnt, { id: message.id, message });

  if (message.expires && message.expires <= parts.now()) {
    return refuse('message-expired', `expires was ${message.expires.toISOString()}`);
  }
  const sender = findSender(parts.mailboxes, message.from?.address);
  if (!sender) return refuse('sender-unknown', noSender(message));
  const mailbox = sender.mailbox.address;
  Object.assign(learnt, { sender: { mailbox, from: sender.from } });

  const composed = await stopwatch.time('compose', () =>
    parts.compose(message, sender.from, receipt.insertedAt),
  );
  const { raw, envelope, messageId } = composed;
  Object.assign(learnt, { composed: { messageId, bytes: raw.length } });
  if (raw.length > parts.maxMessageBytes) {
    return refuse(
      'message-too-large',
      `${raw.length} bytes, and MAIL_MAX_MESSAGE_BYTES is ${parts.maxMessageBytes}`,
    );
  }

  const token = (refused?: string) => parts.token(stopwatch, refused);
  const outcome = await parts.send({ mailbox, envelope, raw, token, stopwatch, signal });
  return { ...learnt, outcome };
}

const worded = (problems: readonly Problem[]): string =>
  problems.map(({ path, says }) => `${path === '' ? 'the message' : path} ${says}`).join('; ');

const noSender = ({ from }: Message): string =>
  from
    ? `${from.address} is neither a mailbox of MAIL_MAILBOXES nor a sender of one`
    : 'from is missing, and MAIL_MAILBOXES names more than one mailbox';

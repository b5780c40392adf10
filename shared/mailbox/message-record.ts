import type { Values } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import type { UncertainPolicy } from '../mail/decide.ts';
import type { Stored } from '../mail/stored.ts';
import type { MessageState, Priority } from './keys.ts';

/** One attempt, or one act of an administrator, as it is kept. */
export interface HistoryEntry {
  at: number;
  /** `accepted`, `failed`, `uncertain`, `resent`, … */
  what: string;
  /** What was refused, in the other side's words. */
  faults?: readonly Fault[];
  ms?: Readonly<Record<string, number>>;
}

/** A recipient that was refused for good while others were accepted. */
interface RefusedRecipient {
  address: string;
  fault: Fault;
}

/** Everything about a message but its content. Times in milliseconds since 1970. */
export interface MessageRecord {
  id: string;
  state: MessageState;
  /** Of the content as it came: tells a repeat from another message with the same id. */
  hash: string;
  /** Who knows it may ask what became of the message: 128 random bits, in base64url. */
  token: string;
  takenInAt: number;
  /** When its producer wants it sent, where not at once: its age counts from then. */
  sendAt?: number;
  /** When an administrator last had it sent again. */
  resentAt?: number;
  /** While it waits: where its place is. */
  due: number;
  priority: Priority;
  from?: string;
  recipients: number;
  expires?: number;
  ifUncertain?: UncertainPolicy;
  attempts: number;
  retries: number;
  retryingSince?: number;
  /** Indexes into the recipients of those who have not been told; all, where absent. */
  left?: readonly number[];
  /** So many recipients in one envelope, once the server found them too many. */
  batch?: number;
  /** How often its sender's process died while it was under way. */
  deaths?: number;
  /** Exchange may have it already: a further attempt may make a second copy. */
  mayDuplicate?: boolean;
  /** Exchange Online took the recipients, and nothing was sent: a rehearsal was all that was asked for. */
  dryRun?: true;
  failure?: string;
  reply?: string;
  serverMessageId?: string;
  /** The Message-ID header. */
  messageId?: string;
  refused: readonly RefusedRecipient[];
  finishedAt?: number;
  metadata: Readonly<Record<string, string>>;
  /** Where in a trace its attempts belong, as W3C Trace Context writes it. */
  traceparent?: string;
  history: readonly HistoryEntry[];
  /** What of its content the row does not hold. */
  stored?: Stored;
}

/** A property holds 32 Ki characters. */
const MOST_CHARACTERS = 32_000;
const MOST_HISTORY = 12;
const MOST_REFUSED = 20;
const MOST_FAULTS = 3;
const MOST_SAID = 400;

/** As the row holds it: the record in one property, what is looked for by others beside it, the content as bytes. */
export function toValues(record: MessageRecord, content?: Uint8Array): Values {
  return {
    state: record.state,
    hash: record.hash,
    record: fitting(record),
    ...(content && { content }),
  };
}

/** The record's JSON; where it is too long, the oldest attempts go first, then refused recipients. */
function fitting(record: MessageRecord): string {
  let kept: MessageRecord = {
    ...record,
    ...(record.reply !== undefined && { reply: record.reply.slice(0, MOST_SAID) }),
    refused: record.refused.slice(0, MOST_REFUSED).map((one) => ({ ...one, fault: short(one.fault) })),
    history: record.history
      .slice(-MOST_HISTORY)
      .map((one) => (one.faults ? { ...one, faults: one.faults.slice(0, MOST_FAULTS).map(short) } : one)),
  };
  for (;;) {
    const text = JSON.stringify(kept);
    if (text.length <= MOST_CHARACTERS) return text;
    if (kept.history.length > 1) kept = { ...kept, history: kept.history.slice(1) };
    else if (kept.refused.length > 0) kept = { ...kept, refused: kept.refused.slice(0, -1) };
    else return text;
  }
}

export const fromValues = ({ record }: Values): MessageRecord => JSON.parse(String(record)) as MessageRecord;

export const contentOf = ({ content }: Values): Uint8Array | undefined =>
  content instanceof Uint8Array ? content : undefined;

const short = (fault: Fault): Fault =>
  fault.said.length > MOST_SAID ? { ...fault, said: `${fault.said.slice(0, MOST_SAID)}…` } : fault;

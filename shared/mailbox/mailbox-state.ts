import type { Values } from '../azure/partition.ts';
import type { MessageState } from './keys.ts';

/** Why nothing is sent for a scope, and when one message looks whether it is mended. Times in milliseconds since 1970. */
export interface Hold {
  /** An id of the catalogue, or `paused` where an administrator did it. */
  failure: string;
  said: string;
  since: number;
  /** When the next message probes; never for `paused`. */
  probeAt: number;
  probes: number;
  /** The message that looks whether it is mended: what others meet meanwhile was under way before. */
  probe?: string;
  /** A person wants this message, and no other, to be the next that looks; for `PROBE_MS` from `probeAt` on. */
  probeBy?: string;
}

/** A server is away, or the mailbox for a moment: short probes, and nobody has to mend anything. */
export interface EndpointPause {
  since: number;
  until: number;
  probes: number;
  probe?: string;
}

/** A limit below the preset's that the server taught us, and when. */
export interface Learnt {
  limit: number;
  at: number;
}

/** The mailbox's own row: who sends for it, what flies, how fast it may go. Times in milliseconds since 1970. */
export interface MailboxState {
  /** For people who look into the table. */
  address: string;
  /** The turn that sends now; empty where nobody does. */
  owner: string;
  leaseUntil: number;
  /** New with each change: tells who finds a conflict whether it was its own change that came through. */
  nonce: string;
  /** Messages that were taken out of the room and whose end is not written yet. */
  inFlight: readonly string[];
  /** When the last messages began to be sent, oldest first. */
  admissions: readonly number[];
  /** A ring on its way comes then; 0 where none is known of. */
  nextTurn: number;
  hold?: Hold;
  senderHolds?: Readonly<Record<string, Hold>>;
  pause?: EndpointPause;
  lastAccepted: number;
  /** The last hold that was lifted by an accepted message or a person. */
  lifted?: { at: number; failure: string };
  learntPace?: Learnt;
  learntConnections?: Learnt;
  /** Recipients by hour of the last day. */
  recipients: Readonly<Record<string, number>>;
  /** The hour that `counts` are of. */
  hour: string;
  counts: Counts;
}

/** How many messages reached a state within an hour, and how many attempts failed. */
export type Counts = Readonly<Partial<Record<MessageState | 'retried', number>>>;

export function newMailbox(address: string): MailboxState {
  return {
    address,
    owner: '',
    leaseUntil: 0,
    nonce: '',
    inFlight: [],
    admissions: [],
    nextTurn: 0,
    lastAccepted: 0,
    recipients: {},
    hour: '',
    counts: {},
  };
}

/** One text property: the row is only ever read and written whole. */
export const stateToValues = (state: MailboxState): Values => ({ mailbox: JSON.stringify(state) });

export const stateFromValues = ({ mailbox }: Values): MailboxState =>
  JSON.parse(String(mailbox)) as MailboxState;

/** `2026-11-25T14`: the hour of a time, in UTC. */
export const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13);

/** Whether somebody sends for the mailbox now. */
export const isOwned = ({ owner, leaseUntil }: MailboxState, now: number): boolean =>
  owner !== '' && now < leaseUntil;

import { exchangeOnlineLimits, exchangeOnlineRates } from '../../../local/exchange/limits.ts';
import {
  dailyRecipientsExceeded,
  tooManyMessages,
  tooManySubmissions,
} from '../../../local/exchange/replies.ts';
import { createSlidingWindow } from '../../../local/exchange/sliding-window.ts';
import type { Process } from '../../support/model/process.ts';
import { type Reply, refused } from '../../support/model/replies.ts';
import type { VirtualTime } from '../../support/model/virtual-time.ts';

/** What Exchange Online knows of one mailbox. */
interface Mailbox {
  connections: Process[];
  mostConnections: number;
  arrivals: ReturnType<typeof createSlidingWindow>;
  recipients: ReturnType<typeof createSlidingWindow>;
  /** When it took each message first. */
  acceptedAt: number[];
}

/** The server's side of every mailbox, with the documented limits and the words of the stand-in. */
export interface Exchange {
  /** A connection logs in; undefined where it may. */
  logIn(mailbox: string, process: Process): Reply | undefined;
  logOut(mailbox: string, process: Process): void;
  /** The message has arrived; undefined where it is not one too many of its minute. */
  arrive(mailbox: string): Reply | undefined;
  /** It has been looked at: taken, or too much for the day. */
  take(mailbox: string, id: string, recipients: number): Reply | undefined;
  /** The process is gone, and all its connections with it. */
  drop(process: Process): void;
  /** Refusals for too much at once, by their code. */
  readonly refusals: Record<string, number>;
  /** How often each message was taken. */
  readonly copies: ReadonlyMap<string, number>;
  acceptedAt(mailbox: string): readonly number[];
  /** At once, for any mailbox, the refused one included. */
  readonly mostConnections: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const { concurrentSubmissions = 0 } = exchangeOnlineLimits;
const { messagesPerMinute = 0, recipientsPerDay = 0 } = exchangeOnlineRates;

const tooManyConnections = refused(tooManySubmissions);
const tooFast = refused(tooManyMessages);
const tooManyToday = refused(dailyRecipientsExceeded);

/** `hears` learns of each message that is taken for the first time. */
export function createExchange(time: VirtualTime, hears: (mailbox: string, id: string) => void): Exchange {
  const mailboxes = new Map<string, Mailbox>();
  const copies = new Map<string, number>();
  const refusals: Record<string, number> = {};

  function mailboxOf(name: string): Mailbox {
    const known = mailboxes.get(name);
    if (known) return known;
    const mailbox: Mailbox = {
      connections: [],
      mostConnections: 0,
      arrivals: createSlidingWindow(),
      recipients: createSlidingWindow(),
      acceptedAt: [],
    };
    mailboxes.set(name, mailbox);
    return mailbox;
  }

  function refuse(reply: Reply): Reply {
    const said = reply.fault.said.slice(0, 9);
    refusals[said] = (refusals[said] ?? 0) + 1;
    return reply;
  }

  return {
    refusals,
    copies,
    logIn(name, process) {
      const mailbox = mailboxOf(name);
      const { connections } = mailbox;
      mailbox.mostConnections = Math.max(mailbox.mostConnections, connections.length + 1);
      if (connections.length >= concurrentSubmissions) return refuse(tooManyConnections);
      connections.push(process);
      return undefined;
    },
    logOut(name, process) {
      const { connections } = mailboxOf(name);
      const index = connections.indexOf(process);
      if (index >= 0) connections.splice(index, 1);
    },
    arrive(name) {
      const { arrivals } = mailboxOf(name);
      if (arrivals.total(time.now, MINUTE_MS) >= messagesPerMinute) return refuse(tooFast);
      arrivals.add(time.now, 1);
      return undefined;
    },
    take(name, id, count) {
      const { recipients, acceptedAt } = mailboxOf(name);
      if (recipients.total(time.now, DAY_MS) + count > recipientsPerDay) return refuse(tooManyToday);
      recipients.add(time.now, count);
      const before = copies.get(id) ?? 0;
      copies.set(id, before + 1);
      if (before > 0) return undefined;
      acceptedAt.push(time.now);
      hears(name, id);
      return undefined;
    },
    drop(process) {
      for (const mailbox of mailboxes.values()) {
        mailbox.connections = mailbox.connections.filter((one) => one !== process);
      }
    },
    acceptedAt: (name) => mailboxOf(name).acceptedAt,
    get mostConnections() {
      return Math.max(0, ...[...mailboxes.values()].map((one) => one.mostConnections));
    },
  };
}

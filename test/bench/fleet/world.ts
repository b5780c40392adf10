import type { MemoryTable } from '../../support/memory-partition.ts';
import type { Random } from '../../support/model/random.ts';
import type { VirtualTime } from '../../support/model/virtual-time.ts';
import type { Books } from './books.ts';
import type { Exchange } from './exchange.ts';
import type { Plan } from './plan.ts';
import type { StorageQueue } from './queue.ts';
import type { createServiceLimits } from './service-limits.ts';
import type { Producer } from './traffic.ts';

/** A mailbox, and what comes for it. */
export interface Mailbox {
  key: string;
  address: string;
  producer: Producer;
}

/** A message as it lies in the mail queue. */
export interface Mail {
  address: string;
  id: string;
}

/** A ring in the queue of turns: the key of a mailbox, and for when it was meant. */
export interface Ring {
  mailbox: string;
  at: number;
}

/** What the parts of the model see of each other. */
export interface FleetWorld {
  readonly plan: Plan;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly table: MemoryTable;
  readonly books: Books;
  readonly serviceLimits: ReturnType<typeof createServiceLimits>;
  readonly exchange: Exchange;
  readonly mail: StorageQueue<Mail>;
  readonly turns: StorageQueue<Ring>;
  /** By their keys. */
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
}

/** The id of a mailbox's nth message, which says whose it is. */
export const messageId = ({ key }: Mailbox, nth: number): string => `${key}-${nth}`;

/** The key of the mailbox that a message is for. */
export const mailboxOf = (id: string): string => id.slice(0, id.indexOf('-'));

import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import type { MemoryTable } from '../memory-partition.ts';
import type { Process } from './process.ts';
import type { Random } from './random.ts';
import type { Schedule, Trouble } from './schedule.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The one mailbox, and the key of its partition. */
export const ADDRESS = 'billing@contoso.com';
export const KEY = mailboxKey(ADDRESS);

/** What the parts of the simulated world see of each other. */
export interface World {
  readonly schedule: Schedule;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly table: MemoryTable;
  /** Requests that are on their way to storage. */
  pending: number;
  /** Whether this trouble strikes here and now. Each one that does is counted. */
  strikes(trouble: Trouble, probability: number): boolean;
  /** A process that takes new work, where there is one. */
  someProcess(): Process | undefined;
  /** Called at each step of a process: there it may die, stand still or be shut down. */
  step(process: Process): void;
  /** Tells whoever replays a schedule what happens. */
  note(process: Process, what: string): void;
  /** Whether this process does not reach storage just now. */
  isAway(process: Process): boolean;
}

import type { AdministerParts } from '../administration/administer.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { RecipientList } from '../mail/recipient-list.ts';
import type { Mailbox } from '../mail/sender.ts';
import type { Stores } from '../mail/stored.ts';
import type { Tracing } from '../telemetry/tracing.ts';

/** What the HTTP functions' work is done with. */
export interface DoorParts extends AdministerParts {
  mailboxes: readonly Mailbox[];
  /** Where this process sends for the mailbox, it looks into the room at once. */
  wake: (address: string) => void;
  newToken: () => string;
  /** Begins to tell of a message being taken in. */
  trace: Tracing['takeIn'];
  /** Who gets what is reported; nobody does where absent. */
  alertTo: readonly string[] | undefined;
  /** Whom a test send may write to beside the mailbox that sends. */
  testRecipients: RecipientList | undefined;
  sleep: (milliseconds: number) => Promise<void>;
  /** Where content goes that does not fit into a row. */
  stores: Stores;
  /** So many bytes the JSON of a message may have. */
  mostBytes: number;
  /** What the settings know for filling in commands. */
  known: PlaceholderValues;
}

import type { OpenPartition } from '../azure/partition.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import { APP_PARTITION } from '../mailbox/app-hold.ts';
import type { MailboxState } from '../mailbox/mailbox-state.ts';
import { readMailbox } from '../mailbox/turn.ts';
import { readAppHold } from './app-hold-row.ts';
import { type Held, holdsOn } from './held.ts';

/** What keeps mail of a mailbox from going as it is now; of one From address alone, where given. */
export async function readHoldsOn(
  open: OpenPartition,
  address: string,
  from?: string,
): Promise<Result<{ state: MailboxState; holds: readonly Held[] }, Fault>> {
  const [mailbox, app] = await Promise.all([
    readMailbox(open(mailboxKey(address)), address),
    readAppHold(open(APP_PARTITION)),
  ]);
  if (!mailbox.ok) return mailbox;
  if (!app.ok) return app;
  const { state } = mailbox.value;
  const holds = holdsOn(address, { state, app: app.value }).filter(
    ({ sender }) => sender === undefined || from === undefined || sender === from.toLowerCase(),
  );
  return ok({ state, holds });
}

import * as z from 'zod/mini';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Mailboxes } from './mailboxes.ts';

/** What lies in the queue of turns. `at`, in milliseconds since 1970, tells a ring from the others of its mailbox. */
const turnSchema = z.object({ mailbox: z.string(), at: z.number() });

/**
 * Sends for the mailbox that was rung for. A body that is no turn, or one of a mailbox that is not ours any more, is
 * nothing to do: turns carry no mail, and the sweep looks after what waits.
 */
export async function takeTurn(
  { addresses, rooms }: { addresses: readonly string[]; rooms: Mailboxes },
  body: unknown,
): Promise<Result<void, Fault>> {
  const turn = z.safeParse(turnSchema, body);
  if (!turn.success) return ok(undefined);
  const address = addresses.find((one) => mailboxKey(one) === turn.data.mailbox);
  return address === undefined ? ok(undefined) : rooms.serve(address, turn.data.at);
}

import { whyNotResent } from '../../administration/administer-messages.ts';
import type { MessageRefusal } from '../../administration/change-message.ts';
import { type FoundMessage, handleOf } from '../../administration/message-handle.ts';
import type { Explanation } from '../../failures/explain.ts';
import type { PlaceholderValues } from '../../failures/placeholders.ts';
import { UNADDRESSED } from '../../intake/unsendable.ts';
import { mailboxKey } from '../../mail/mailbox-key.ts';
import type { MessageState } from '../../mailbox/keys.ts';
import { explainRecord } from '../explain-record.ts';
import type { DoorParts } from '../parts.ts';
import { ownExplanation } from './own-words.ts';

/** What can be done with a message that ended: it is sent again, only by who says that twice is right, or not (why). */
export type Resendable = 'possible' | MessageRefusal['kind'];

/** A message that somebody has to decide about. */
export interface EndedEntry {
  id: string;
  handle: string;
  /** Its mailbox's address, or its key where that is none of the settings'; absent where it names none. */
  mailbox?: string;
  /** Its From address. */
  from?: string;
  state: MessageState;
  takenInAt: string;
  finishedAt?: string;
  attempts: number;
  /** How many. */
  recipients: number;
  resend: Resendable;
  explanation?: Explanation;
}

type Parts = Pick<DoorParts, 'addresses' | 'mailboxes' | 'known' | 'now'>;

/** A message without its subject and its recipients. */
export function endedEntry(parts: Parts, message: FoundMessage): EndedEntry {
  const { key, record } = message;
  const { id, state, takenInAt, finishedAt, attempts, recipients } = record;
  const explanation = explainRecord(record, valuesFor(parts, message));
  return {
    id,
    handle: handleOf(key, id),
    ...whoseOf(parts, message),
    state,
    takenInAt: iso(takenInAt),
    ...(finishedAt !== undefined && { finishedAt: iso(finishedAt) }),
    attempts,
    recipients,
    resend: resendable(parts, message),
    ...(explanation && { explanation: ownExplanation(parts, explanation) }),
  };
}

/** The mailbox of a message, and the address that it is from. */
export function whoseOf(
  { addresses }: Pick<Parts, 'addresses'>,
  { key, record: { from } }: FoundMessage,
): { mailbox?: string; from?: string } {
  const mailbox = addresses.find((address) => mailboxKey(address) === key) ?? key;
  return { ...(key !== UNADDRESSED && { mailbox }), ...(from !== undefined && { from }) };
}

/** What commands about a message are filled in with. */
export function valuesFor({ addresses, known }: Parts, { key, record }: FoundMessage): PlaceholderValues {
  const mailbox = addresses.find((address) => mailboxKey(address) === key);
  return { ...known, mailbox, sender: record.from };
}

/** Whether a message can be sent again as it stands. */
export const resendable = ({ now }: Pick<Parts, 'now'>, message: FoundMessage): Resendable =>
  whyNotResent(message, false, now())?.kind ?? 'possible';

const iso = (time: number): string => new Date(time).toISOString();

import PostalMime, { addressParser } from 'postal-mime';
import { cannotOpen, cannotSubmit, organisationRefuses } from './condition.ts';
import { type Login, mayOpen, rightTo } from './permission.ts';
import {
  dailyRecipientsExceeded,
  mailboxLogonFailure,
  mailboxObjectNotFound,
  sendAsDenied,
} from './replies.ts';
import { type ExchangeState, findMailbox, type Reply } from './state.ts';
import type { MailboxUsage } from './usage.ts';

/** The header fields of a message that decide whether it may be submitted, and the one to know it by. */
export interface Headers {
  /** The addresses of From and Sender. */
  senders: string[];
  messageId: string | undefined;
}

const endOfHeaders = '\r\n\r\n';

/** Reads the header fields of a raw message; its body is not looked at. */
export async function readHeaders(raw: Buffer): Promise<Headers> {
  const end = raw.indexOf(endOfHeaders);
  const { headers } = await PostalMime.parse(end < 0 ? raw : raw.subarray(0, end + endOfHeaders.length));
  const values = (name: string) => headers.filter(({ key }) => key === name).map(({ value }) => value);
  return {
    senders: [...values('from'), ...values('sender')]
      .flatMap((value) => addressParser(value, { flatten: true }))
      .flatMap(({ address }) => address || []),
    messageId: values('message-id')[0],
  };
}

/** A message that has arrived: the addresses in MAIL FROM, From and Sender, and those of RCPT TO. */
export interface Submission {
  login: Login;
  senders: readonly string[];
  recipients: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * Why Exchange refuses a message that is there in full; undefined when it takes it. It opens the mailbox, looks
 * whether that may send, then at each sender, at the organisation, and at the day's recipients. `now` in milliseconds.
 */
export function refusalOf(
  state: ExchangeState,
  { login, senders, recipients }: Submission,
  usage: MailboxUsage,
  now: number,
): Reply | undefined {
  const mailbox = findMailbox(state, login.mailbox);
  if (!mailbox) return mailboxObjectNotFound;
  const { condition } = mailbox;
  if (condition === 'moving') usage.metMoving += 1;
  const unopened = cannotOpen(condition, usage.metMoving);
  if (unopened) return unopened;
  if (!mayOpen(state, login, mailbox)) return mailboxLogonFailure;
  const unsubmitted = cannotSubmit(condition);
  if (unsubmitted) return unsubmitted;
  const denied = senders.find((sender) => !rightTo(state, login, sender));
  if (denied !== undefined) return sendAsDenied(mailbox.address, denied);
  const refused = organisationRefuses(state.organisation, senders, recipients);
  if (refused) return refused;
  const { recipientsPerDay = Number.POSITIVE_INFINITY, day = DAY_MS } = state.limits ?? {};
  return usage.recipients.total(now, day) + recipients.length > recipientsPerDay
    ? dailyRecipientsExceeded
    : undefined;
}

import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { decodeBody } from './decode.ts';
import type { Message } from './message.ts';
import { parseMessage } from './parse.ts';
import type { Problem } from './problems.ts';
import { findSender, type Mailbox } from './sender.ts';

/** A message that is right, with the mailbox that sends it and the From address as it is configured. */
export interface Received {
  message: Message;
  /** As the producer wrote it. */
  input: unknown;
  mailbox: string;
  from: string;
}

/** A message that can never be sent: nobody but its producer can mend it. */
export interface Unsendable {
  id: string;
  fault: Fault;
  problems: readonly Problem[];
}

/** Reads what lay in the queue. Never throws; `id` serves where the message brings none. */
export function receive(
  mailboxes: readonly Mailbox[],
  body: unknown,
  id: string,
): Result<Received, Unsendable> {
  const decoded = decodeBody(body);
  if (!decoded.ok) return unsendable(id, 'message-unreadable', worded([decoded.error]), [decoded.error]);
  const parsed = parseMessage(decoded.value, { id });
  if (!parsed.ok) {
    const isOther = parsed.error[0]?.path === 'version';
    const code = isOther ? 'message-version-unknown' : 'message-invalid';
    return unsendable(id, code, worded(parsed.error), parsed.error);
  }
  const message = parsed.value;
  const sender = findSender(mailboxes, message.from?.address);
  if (!sender) return unsendable(message.id, 'sender-unknown', noSender(message));
  if (message.mime && message.mime.from.toLowerCase() !== sender.from.toLowerCase()) {
    const other = { path: 'mime', says: `must have the sender in its \`From\`, which is ${sender.from}` };
    return unsendable(message.id, 'message-invalid', worded([other]), [other]);
  }
  return ok({ message, input: decoded.value, mailbox: sender.mailbox.address, from: sender.from });
}

const unsendable = (
  id: string,
  code: string,
  said: string,
  problems: readonly Problem[] = [],
): Result<never, Unsendable> => failed({ id, fault: { at: 'message', code, said }, problems });

const worded = (problems: readonly Problem[]): string =>
  problems.map(({ path, says }) => `${path === '' ? 'the message' : path} ${says}`).join('; ');

const noSender = ({ from }: Message): string =>
  from
    ? `${from.address} is neither a mailbox of MAIL_MAILBOXES nor a sender of one`
    : 'from is missing, and MAIL_MAILBOXES names more than one mailbox';

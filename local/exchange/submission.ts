import PostalMime, { addressParser } from 'postal-mime';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import type { Login } from './authenticate.ts';
import { mailboxLogonFailure, sendAsDenied } from './replies.ts';
import { type ExchangeState, type Reply, sameAddress } from './state.ts';

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

/**
 * What Exchange finds when the whole message is there and it opens the mailbox: FullAccess for the application, then
 * for each address in MAIL FROM, From and Sender that it is the mailbox, a permitted alias, or one with SendAs.
 */
export function judgeSubmission(
  state: ExchangeState,
  login: Login,
  senders: readonly string[],
): Result<undefined, Reply> {
  const { objectId } = login;
  const mailbox = state.mailboxes.find(({ address }) => address === login.mailbox);
  if (!mailbox?.fullAccess.includes(objectId)) return failed(mailboxLogonFailure);
  const own = state.sendFromAliasEnabled ? [mailbox.address, ...(mailbox.aliases ?? [])] : [mailbox.address];
  const granted = [...state.mailboxes, ...(state.otherRecipients ?? [])]
    .filter(({ sendAs }) => sendAs.includes(objectId))
    .map(({ address }) => address);
  const allowed = [...own, ...granted];
  const denied = senders.find((sender) => !allowed.some((address) => sameAddress(address, sender)));
  return denied === undefined ? ok(undefined) : failed(sendAsDenied(mailbox.address, denied));
}

import { type Explanation, explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';

/** A reply and what the catalogue says of it: explained once, since a long run meets it a million times. */
export interface Reply {
  fault: Fault;
  explanation: Explanation;
}

const reply = (at: Fault['at'], code: string, said: string): Reply => {
  const fault = { at, code, said };
  return { fault, explanation: explain(fault) };
};

/** A refusal of the message in the server's words. */
export const refused = (said: string): Reply => reply('submit', said.slice(0, 3), said);

/** What ends an attempt before anything is sent. */
export const beforeSending = [
  reply('connect', 'ECONNREFUSED', 'connect ECONNREFUSED 203.0.113.7:587'),
  reply('token', 'AADSTS7000215', 'AADSTS7000215: Invalid client secret provided.'),
  reply(
    'login',
    '535',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
  ),
] as const;

export const temporaryError = refused('451 4.7.0 Temporary server error. Please try again later.');

/** What a server says to a whole message. */
export const toAll = [
  temporaryError,
  refused('430 4.2.0 STOREDRV; mailbox logon failure; Authentication Context has no rights'),
  refused('554 5.2.252 SendAsDenied; a@contoso.com not allowed to send as b@contoso.com'),
  refused('432 4.3.2 Concurrent connections limit exceeded.'),
  refused('421 4.4.2 Message submission rate for this client has exceeded the configured limit'),
  refused('552 5.3.4 Message size exceeds fixed maximum message size'),
] as const;

export const tooManyRecipients = refused('452 4.5.3 Too many recipients');

export const notNow = refused('450 4.1.1 Mailbox busy');

/** What it says to one recipient: not now, or never. */
export const recipientReplies = [
  notNow,
  refused('550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found'),
] as const;

export const lineBroke = reply('submit', 'ETIMEDOUT', 'The line broke after the content was handed over.');
export const notBegun = reply('submit', 'ETIMEDOUT', 'The turn was over before the message could be sent.');

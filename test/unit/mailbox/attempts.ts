import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import type { Policy } from '../../../shared/mail/decide.ts';
import { faultsOf, type Outcome } from '../../../shared/mail/outcome.ts';
import { endingOf } from '../../../shared/mailbox/finish.ts';
import { type MailboxState, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import { pacePresets } from '../../../shared/mailbox/pace.ts';
import type { Attempted } from '../../../shared/mailbox/parts.ts';
import { HOUR, message, start } from './given.ts';

const policy: Policy = { ifUncertain: 'resend', retryForMs: 24 * HOUR, maxAgeMs: 120 * HOUR };
/** What an end is worked out with. */
export const parts = { limits: pacePresets['exchange-online'], policy };
/** When the attempts end. */
export const now = start + 1_000;

const submit = (said: string): Fault => ({ at: 'submit', code: said.slice(0, 3), said });
// What was refused, as the other sides say it.
export const unknownUser = submit('550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found');
export const greylisted = submit('450 4.5.0 No recipient succeeded');
export const tooManyRecipients = submit('452 4.5.3 Too many recipients');
export const tooFast = submit(
  '432 4.4.2 Message submission rate for this client has exceeded the configured limit',
);
export const tooManyConnections = submit(
  '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.',
);
export const sendAsDenied = submit(
  '554 5.2.252 SendAsDenied; billing@contoso.com not allowed to send as dunning@contoso.com',
);
export const noFullAccess = submit('430 4.2.0 STOREDRV; mailbox logon failure; failure to open mailbox');
export const smtpAuthOff: Fault = {
  at: 'login',
  code: '535',
  said: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
};
export const appUnknown: Fault = {
  at: 'token',
  code: 'AADSTS700016',
  said: "AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.",
};
export const away: Fault = {
  at: 'connect',
  code: 'ECONNREFUSED',
  said: 'connect ECONNREFUSED 127.0.0.1:587',
};
export const lineBroke: Fault = { at: 'submit', code: 'ECONNECTION', said: 'Connection closed unexpectedly' };

export const failed = (first: Fault, ...others: Fault[]): Outcome => ({
  kind: 'failed',
  faults: [first, ...others],
});
/** Taken by the server, for all but those who were refused. */
export const accepted = (...refused: [address: string, fault: Fault][]): Outcome => ({
  kind: 'accepted',
  reply: '250 2.0.0 OK',
  serverMessageId: 'AM0PR10',
  refused: refused.map(([address, fault]) => ({ address, fault })),
});
export const uncertain: Outcome = { kind: 'uncertain', fault: lineBroke };

/** An attempt that ended so, with one recipient. */
export const attempted = (outcome: Outcome, others: Partial<Attempted> = {}): Attempted => ({
  outcome,
  explanations: (outcome.kind === 'accepted'
    ? outcome.refused.map(({ fault }) => fault)
    : faultsOf(outcome)
  ).map((fault) => explain(fault)),
  left: outcome.kind === 'accepted' ? [] : [0],
  told: ['ada@contoso.com'],
  messageId: '<invoice-1@contoso.com>',
  stages: { submit: 12 },
  ...others,
});

/** A mailbox that was accepted before. */
export const known: MailboxState = { ...newMailbox('billing@contoso.com'), lastAccepted: start - HOUR };
export const sending = (others: Partial<MessageRecord> = {}) => message({ state: 'sending', ...others });

/** The end of an attempt with a message of a mailbox that was accepted before, and the mailbox after it. */
export function end(given: {
  record?: Partial<MessageRecord>;
  attempted: Attempted;
  state?: Partial<MailboxState>;
}) {
  const state = { ...known, ...given.state };
  const ending = endingOf(parts, sending(given.record), given.attempted, state, now);
  return { ...ending, after: ending.mailbox(state, now) };
}

import type { Reply } from './state.ts';

// What Exchange Online says, byte for byte as far as public logs and Microsoft's pages show it. A comment tells how
// sure a text is: "seen" in a public log or a Microsoft page, "server" in the reply tables of Exchange Server.

/** The host that greets; it also stands in the brackets of AUTH failures. */
export const frontEnd = 'AM0PR10CA0042.outlook.office365.com';
const frontEndInBrackets = 'AM0PR10CA0042.EURPRD10.PROD.OUTLOOK.COM';
const mailboxServer = 'AM0PR10MB2024.eurprd10.prod.outlook.com';

/** Which conversation failed and when: the bracket that Microsoft's support asks for. */
export interface Trace {
  session: string;
  at: Date;
}
const bracket = ({ session, at }: Trace): string => `[${frontEndInBrackets} ${at.toISOString()} ${session}]`;

// Connection. Seen, except "server" where noted.
export const greeting = (at: Date): Reply =>
  `220 ${frontEnd} Microsoft ESMTP MAIL Service ready at ${at.toUTCString().replace('GMT', '+0000')}`;
export const readyForTls = '220 2.0.0 SMTP server ready';
/** AUTH before STARTTLS; server. */
export const startTlsFirst = '530 5.7.0 Must issue a STARTTLS command first';
/** MAIL before STARTTLS; seen, and permanent although it begins with a 4. */
export const startTlsRequired = '451 5.7.3 STARTTLS is required to send mail';

// AUTH. Seen.
export const authenticated = '235 2.7.0 Authentication successful';
/** Everything that is wrong with the token, the service principal or the mailbox. */
export const authenticationUnsuccessful = (trace: Trace): Reply =>
  `535 5.7.3 Authentication unsuccessful ${bracket(trace)}`;
/** SMTP AUTH is switched off, by the organisation's value or by the mailbox's own. */
export const smtpAuthDisabled = (where: 'Tenant' | 'Mailbox', trace: Trace): Reply =>
  `535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ${where}. ` +
  `Visit https://aka.ms/smtp_auth_disabled for more information. ${bracket(trace)}`;
/** The whole tenant; server. */
export const tenantLockedOut = '535 5.7.3 Authentication unsuccessful. Tenant locked out';
/** The address is not, or is no longer, that of a mailbox; server. */
export const noMailboxToProxyTo =
  '535 5.7.3 Unable to proxy authenticated session because either the backend does not support it or failed to resolve the user';
/** A password was offered. */
export const basicAuthDisabled = (trace: Trace): Reply =>
  `535 5.7.139 Authentication unsuccessful, basic authentication is disabled. ${bracket(trace)}`;
/** MAIL without a login; after a failed login its reply is repeated inside. */
export const notAuthenticated = (loginFailure: Reply | undefined): Reply =>
  `530 5.7.57 Client not authenticated to send mail.${loginFailure ? ` Error: ${loginFailure}` : ''}`;

// MAIL and RCPT. The two 250 texts are from memory.
export const senderOk = '250 2.1.0 Sender OK';
export const recipientOk = '250 2.1.5 Recipient OK';
/** At RCPT, from the first recipient above the limit; server. */
export const tooManyRecipients = '452 4.5.3 Too many recipients';
/** At MAIL with `SIZE=`, or at the end of the message; server. */
export const tooLarge = '552 5.3.4 Message size exceeds fixed maximum message size';

// End of data. Seen; the diagnostic numbers differ with every refusal.
/** `id` is the one that Exchange gives the message, without angle brackets. */
export const accepted = (id: string): Reply => `250 2.0.0 OK <${id}> [Hostname=${mailboxServer}]`;
/** An id for an accepted message, in the form that nodemailer reads out of the reply. */
export const exchangeMessageId = (unique: string): string => `${unique}@${mailboxServer}`;
/** The application has no FullAccess: configuration, although it begins with a 4. */
export const mailboxLogonFailure =
  '430 4.2.0 STOREDRV; mailbox logon failure; ' +
  'STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed; ' +
  'Failed to process message due to a transient exception with message ' +
  '[BeginDiagnosticData]Cannot open mailbox. 16.55847:C9050000, 17.43559:0000000094000000000000000000000000000000, ' +
  `255.1750:0D000000[EndDiagnosticData] [Hostname=${mailboxServer}]`;
/** `from` is neither the mailbox that logged in nor an address it may send as. */
export const sendAsDenied = (mailbox: string, from: string): Reply =>
  `554 5.2.252 SendAsDenied; ${mailbox} not allowed to send as ${from}; ` +
  'STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; ' +
  'Failed to process message due to a permanent exception with message ' +
  '[BeginDiagnosticData]Cannot submit message. 0.35250:0A00F684, 1.36674:0A000000, 1.61250:00000000' +
  `[EndDiagnosticData] [Hostname=${mailboxServer}]`;
const permanentException = (exception: string): string =>
  `STOREDRV.Submission.Exception:${exception}; Failed to process message due to a permanent exception ` +
  `[Hostname=${mailboxServer}]`;

// Too much at once. Seen. The rate is documented as a reply to MAIL, where nothing has arrived yet that
// could be counted: here it answers the message.
export const tooManySubmissions =
  '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. ' +
  `[Hostname=${mailboxServer}]`;
export const tooManyMessages =
  '421 4.4.2 Message submission rate for this client has exceeded the configured limit';
export const dailyRecipientsExceeded = `554 5.2.0 ${permanentException('SubmissionQuotaExceededException')}`;

// The mailbox. Seen, except "server" where noted; `ObjectNotFoundException` is reported by third parties.
export const mailboxFull = `554 5.2.2 mailbox full; ${permanentException('QuotaExceededException.MapiExceptionShutoffQuotaExceeded')}`;
export const mailboxObjectNotFound = `554 5.2.0 ${permanentException('ObjectNotFoundException.MapiExceptionNotFound')}`;
/** Server, as are the next three. */
export const mailboxDatabaseOffline = '432 4.3.2 STOREDRV; mailbox database is offline';
export const mailboxQuarantined = '550 5.7.10 STOREDRV.Submit; Sender mailbox quarantined.';
export const submissionDisabled = '550 5.7.1 Submission has been disabled for this account';
export const notLicensed = '550 5.7.1 Client does not have permissions to submit to this server';
export const badOutboundSender = '550 5.1.8 Access denied, bad outbound sender';

// The organisation. Seen, except the queue quota: server.
export const tenantThreshold = '550 5.7.705 Access denied, tenant has exceeded threshold';
export const tenantLowReputation = '550 5.7.708 Access denied, traffic not accepted from this IP';
export const organisationQueueFull = '450 4.7.0 Organization queue quota exceeded.';
export const unregisteredDomain =
  '550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains';
export const blockedByTenant = (recipients: readonly string[]): Reply =>
  `550 5.7.703 Your message can't be delivered because messages to ${recipients.join(', ')} are blocked by your ` +
  'organization using Tenant Allow Block List.';

import {
  authenticated,
  authenticationUnsuccessful,
  frontEnd,
  greeting,
  notAuthenticated,
  readyForTls,
  recipientOk,
  senderOk,
  startTlsFirst,
  startTlsRequired,
  type Trace,
  tooLarge,
} from './replies.ts';
import type { Reply } from './state.ts';

/** What a reply may depend on. */
export interface Moment extends Trace {
  secure: boolean;
  /** The reply to the last AUTH of this connection, if that failed. */
  loginFailure: Reply | undefined;
}

// smtp-server's name for the occasion, or its own text → Exchange's words. Texts that stand only here are those of
// Exchange Server.
const words: Record<string, Reply | ((moment: Moment) => Reply)> = {
  [`${frontEnd} ESMTP`]: ({ at }) => greeting(at),
  'Ready to start TLS': readyForTls,
  'Error: Must issue a STARTTLS command first': startTlsFirst,
  'Error: authentication Required': ({ secure, loginFailure }) =>
    secure ? notAuthenticated(loginFailure) : startTlsRequired,
  'Authentication successful': authenticated,
  'Error: invalid userdata': authenticationUnsuccessful,
  'Error: Unrecognized authentication type': '504 5.7.4 Unrecognized authentication type',
  'Error: No identity changes permitted': '503 5.5.2 Auth command already specified',
  'Authentication aborted': '501 5.5.4 Authentication cancelled',
  MAIL_FROM_OK: senderOk,
  SENDER_SYNTAX_ERROR: '501 5.1.7 Invalid address',
  RCPT_TO_OK: recipientOk,
  MAILBOX_SYNTAX_ERROR: '501 5.1.3 Invalid address',
  MESSAGE_TOO_BIG: tooLarge,
  'Error: send HELO/EHLO first': '503 5.5.2 Send hello first',
  'Error: nested MAIL command': '503 5.5.2 Sender already specified',
  'Error: need MAIL command': '503 5.5.2 Need mail command',
  'Error: need RCPT command': '503 5.5.2 Need rcpt command',
  'Error: command not recognized': '500 5.3.3 Unrecognized command',
  'Error: Command line too long': '500 5.5.2 Command too long',
  'Timeout - closing connection': '421 4.4.1 Connection timed out',
  'End data with <CR><LF>.<CR><LF>': '354 Start mail input; end with <CRLF>.<CRLF>',
  Flushed: '250 2.0.0 Resetting',
  OK: '250 2.0.0 OK',
  Bye: '221 2.0.0 Service closing transmission channel',
};

/** What Exchange says where smtp-server says this; undefined when the text is already Exchange's. */
export function inExchangeWords(
  text: string,
  occasion: string | undefined,
  moment: Moment,
): Reply | undefined {
  const found = words[occasion ?? ''] ?? words[text];
  return typeof found === 'function' ? found(moment) : found;
}

import type { TLSSocket } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { connect, logIn } from './connect.ts';
import { connectionOptions, type SmtpEndpoint } from './endpoint.ts';
import { faultFromNodemailer } from './from-nodemailer.ts';
import { settle } from './settle.ts';

/** What a server says of itself in TLS, before anybody logs in. */
export interface SmtpOffer {
  /** `TLSv1.3`, for one. */
  tlsVersion: string;
  /** The SASL mechanisms of EHLO that nodemailer knows, such as `XOAUTH2`. */
  authMethods: readonly string[];
  /** `SIZE` of EHLO in bytes; undefined where it names none. */
  maxMessageBytes: number | undefined;
}

/** A connection that looks and sends nothing. */
export interface SmtpProbe {
  offer: SmtpOffer;
  /** XOAUTH2, within the time that the connection was opened with. */
  login(mailbox: string, token: string): Promise<Result<void, Fault>>;
  /** MAIL FROM and RCPT TO with this address, then RSET, so that nothing is sent. Ends when `until` aborts. */
  tryEnvelope(address: string, until: AbortSignal): Promise<Result<void, Fault>>;
  close(): void;
}

/** The name under which nodemailer is handed a dialogue of our own. */
const DIALOGUE = 'PROBE';

type Dialogue = (context: SMTPConnection.CustomAuthenticationContext) => Promise<void>;

/** Connects with the sender's own options, up to EHLO in TLS. Ends when `signal` aborts. */
export async function openProbe(
  endpoint: SmtpEndpoint,
  signal: AbortSignal,
): Promise<Result<SmtpProbe, Fault>> {
  let dialogue: Dialogue = async () => {};
  const connection = new SMTPConnection({
    ...connectionOptions(endpoint),
    customAuth: { [DIALOGUE]: (context) => dialogue(context) },
  });

  /** nodemailer gives the use of single commands to custom ways of authentication only. */
  const converse = (next: Dialogue, until: AbortSignal) => {
    dialogue = next;
    return settle<boolean | undefined>(connection, until, (done) =>
      connection.login({ method: DIALOGUE, user: '', pass: '' }, (error, yes) => done(error, yes)),
    );
  };

  const connected = await connect(connection, signal);
  if (!connected.ok) {
    connection.close();
    return connected;
  }
  let offer: SmtpOffer | undefined;
  const asked = await converse(async ({ authMethods, maxAllowedSize }) => {
    const tlsVersion = (connection._socket as TLSSocket).getProtocol() ?? 'unknown';
    offer = { tlsVersion, authMethods, maxMessageBytes: maxAllowedSize || undefined };
  }, signal);
  if (!asked.ok) {
    connection.close();
    return failed(faultFromNodemailer('connect', asked.error));
  }
  if (!offer) throw new Error('nodemailer runs a custom authentication before it calls back');

  return ok({
    offer,
    close: () => connection.close(),
    login: (mailbox, token) => logIn(connection, { mailbox, token }, signal),
    async tryEnvelope(address, until) {
      let refusal: Fault | undefined;
      const held = await converse(async ({ sendCommand }) => {
        for (const command of [`MAIL FROM:<${address}>`, `RCPT TO:<${address}>`]) {
          const { status, response } = await sendCommand(command);
          if (status < 200 || status > 299) {
            refusal = { at: 'submit', code: String(status), said: response };
            break;
          }
        }
        await sendCommand('RSET');
      }, until);
      if (refusal) return failed(refusal);
      return held.ok ? ok(undefined) : failed(faultFromNodemailer('submit', held.error));
    },
  });
}

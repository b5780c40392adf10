import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromNodemailer } from './from-nodemailer.ts';
import { settle } from './settle.ts';

/** Connects and upgrades to TLS, up to EHLO in it. */
export async function connect(connection: SMTPConnection, signal: AbortSignal): Promise<Result<void, Fault>> {
  // An `error` event without a listener would end the process; each step listens for itself while it runs.
  connection.on('error', () => {});
  const connected = await settle<void>(connection, signal, (done) =>
    connection.connect((error) => done(error ?? null)),
  );
  return connected.ok ? ok(undefined) : failed(faultFromNodemailer('connect', connected.error));
}

/** Logs in with XOAUTH2 as `mailbox`. */
export async function logIn(
  connection: SMTPConnection,
  { mailbox, token }: { mailbox: string; token: string },
  signal: AbortSignal,
): Promise<Result<void, Fault>> {
  // Exchange Online answers a bad token with 535 at once, never with a 334 challenge, so nodemailer's own renewal
  // would not run: the token source renews.
  const oauth2 = new XOAuth2({ user: mailbox, accessToken: token });
  const login = await settle<boolean | undefined>(connection, signal, (done) =>
    connection.login({ user: mailbox, oauth2 }, (error, yes) => done(error, yes)),
  );
  return login.ok ? ok(undefined) : failed(faultFromNodemailer('login', login.error));
}

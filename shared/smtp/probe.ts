import type { TLSSocket } from 'node:tls';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { connect, logIn } from './connect.ts';
import { createConnection } from './dialogue.ts';
import type { SmtpEndpoint } from './endpoint.ts';
import { faultFromNodemailer } from './from-nodemailer.ts';
import { tryEnvelope } from './try-envelope.ts';

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

/** Connects with the sender's own options, up to EHLO in TLS. Ends when `signal` aborts. */
export async function openProbe(
  endpoint: SmtpEndpoint,
  signal: AbortSignal,
): Promise<Result<SmtpProbe, Fault>> {
  const { connection, converse } = createConnection(endpoint);
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
      const tried = await tryEnvelope({ endpoint, converse }, { from: address, to: [address] }, until);
      if (!tried.ok) return failed(faultFromNodemailer('submit', tried.error));
      const { fault = tried.value.refused[0]?.fault } = tried.value;
      return fault ? failed(fault) : ok(undefined);
    },
  });
}

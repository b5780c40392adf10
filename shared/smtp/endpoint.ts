import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

/** Hears each command and each whole reply of a conversation as it happens; content is not among them. */
export type HearSmtp = (by: 'client' | 'server', lines: string) => void;

/** Where mail is handed in: message submission with STARTTLS (RFC 6409). */
export interface SmtpEndpoint {
  host: string;
  port: number;
  /** For a record of the conversation; a login's token is not in what it hears, the address is (in base64). */
  hear?: HearSmtp;
}

/**
 * Options of one connection. TLS 1.2 is the least that Exchange Online takes (`421 4.7.66`). The EHLO name is ours
 * and constant: a container's own name may hold an underscore (`501 5.5.4 Invalid domain name`), and the server's
 * name is refused (`5.7.506 Bad HELO`). Times in milliseconds; together they stay far below a send's five minutes.
 */
export function connectionOptions({ host, port, hear }: SmtpEndpoint): SMTPConnectionOptions {
  return {
    host,
    port,
    secure: false,
    requireTLS: true,
    tls: { minVersion: 'TLSv1.2' },
    name: 'sendasapp.invalid',
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 120_000,
    socketCloseTimeout: 0,
    ...(hear ? { transactionLog: true, logger: loggerFor(hear) } : { logger: false }),
  };
}

/** nodemailer's log, of which only what goes over the line is heard. */
function loggerFor(hear: HearSmtp): SMTPConnectionOptions['logger'] {
  // What nodemailer says at other levels comes here too, and has other marks.
  return {
    debug({ tnx }: { tnx?: string }, lines: string) {
      const isHidden = lines === '/* secret */';
      if ((tnx === 'client' || tnx === 'server') && !isHidden) hear(tnx, lines);
    },
  };
}

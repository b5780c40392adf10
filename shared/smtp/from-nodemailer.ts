import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Fault, Step } from '../failures/fault.ts';
import type { RefusedRecipient } from '../mail/outcome.ts';

/**
 * The only place where a nodemailer error becomes a fault. The server's whole reply wins over nodemailer's message
 * (`Invalid login: 535 …`), the reply code over nodemailer's own, the system's code (`ENOTFOUND`) over `EDNS`.
 */
export function faultFromNodemailer(at: Step, error: SMTPConnection.SMTPError): Fault {
  const code = error.responseCode?.toString() ?? error.originalCode ?? error.code;
  return { at, ...(code === undefined ? {} : { code }), said: error.response ?? error.message };
}

/** The recipients that the server refused, each with its own reply. */
export function refusedRecipients(errors: readonly SMTPConnection.SMTPError[] = []): RefusedRecipient[] {
  return errors.map((error) => ({
    address: error.recipient ?? '',
    fault: faultFromNodemailer('submit', error),
  }));
}

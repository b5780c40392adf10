import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { connectionOptions, type SmtpEndpoint } from './endpoint.ts';
import { type Settled, settle } from './settle.ts';

/** What single commands are said in. */
type Dialogue = (context: SMTPConnection.CustomAuthenticationContext) => Promise<void>;

/** Runs a dialogue of our own on a connection. Ends when `until` aborts. */
export type Converse = (dialogue: Dialogue, until: AbortSignal) => Promise<Settled<unknown>>;

/** The name under which nodemailer is handed a dialogue of our own. */
const DIALOGUE = 'DIALOGUE';

/** A connection whose single commands can be used: nodemailer gives them to custom ways of authentication only. */
export function createConnection(endpoint: SmtpEndpoint): {
  connection: SMTPConnection;
  converse: Converse;
} {
  let dialogue: Dialogue = async () => {};
  const connection = new SMTPConnection({
    ...connectionOptions(endpoint),
    customAuth: { [DIALOGUE]: (context) => dialogue(context) },
  });
  return {
    connection,
    converse(next, until) {
      dialogue = next;
      return settle<boolean | undefined>(connection, until, (done) =>
        connection.login({ method: DIALOGUE, user: '', pass: '' }, (error, yes) => done(error, yes)),
      );
    },
  };
}

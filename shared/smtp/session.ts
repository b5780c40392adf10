import type { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { BrokenContent } from '../azure/blobs.ts';
import type { Fault } from '../failures/fault.ts';
import { ok, type Result } from '../failures/result.ts';
import type { Outcome } from '../mail/outcome.ts';
import type { Raw } from '../mail/raw.ts';
import type { Envelope } from '../mail/submission.ts';
import type { Stopwatch } from '../stopwatch.ts';
import { connect, logIn } from './connect.ts';
import { type Converse, createConnection } from './dialogue.ts';
import type { SmtpEndpoint } from './endpoint.ts';
import { faultFromNodemailer, refusedRecipients } from './from-nodemailer.ts';
import { settle } from './settle.ts';
import { type EnvelopeTried, tryEnvelope } from './try-envelope.ts';

/** A logged-in connection for one mailbox. One message at a time. */
export interface Session {
  /**
   * Hands in one message. `nothingSent`: no byte of content went out, and the server did not refuse for good, so that
   * another line may take it without a second copy.
   */
  send(
    envelope: Envelope,
    raw: Raw,
    signal: AbortSignal,
  ): Promise<{ outcome: Outcome; nothingSent: boolean }>;
  /** Offers the envelope, and takes it back: nothing is sent. `nothingSent`: another line may give an answer. */
  rehearse(envelope: Envelope, signal: AbortSignal): Promise<{ outcome: Outcome; nothingSent: boolean }>;
  /** False once the server or a failure ended it. */
  readonly isOpen: boolean;
  close(): void;
}

/** Connects, upgrades to TLS and logs in with XOAUTH2 as `mailbox`. */
export async function openSession(
  endpoint: SmtpEndpoint,
  user: { mailbox: string; token: string },
  stopwatch: Stopwatch,
  signal: AbortSignal,
): Promise<Result<Session, Fault>> {
  const { connection, converse } = createConnection(endpoint);
  const connected = await stopwatch.time('connect', () => connect(connection, signal));
  const entered = connected.ok
    ? await stopwatch.time('login', () => logIn(connection, user, signal))
    : connected;
  if (entered.ok) return ok(loggedIn(connection, { endpoint, converse }));
  connection.close();
  return entered;
}

function loggedIn(
  connection: SMTPConnection,
  dialogue: { endpoint: SmtpEndpoint; converse: Converse },
): Session {
  let isOpen = true;
  const close = () => {
    isOpen = false;
    connection.close();
  };
  connection.on('end', close);

  return {
    get isOpen() {
      return isOpen;
    },
    close,
    async rehearse(envelope, signal) {
      const tried = await tryEnvelope(dialogue, envelope, signal);
      if (tried.ok) return { outcome: rehearsed(tried.value), nothingSent: false };
      close();
      const fault = faultFromNodemailer('submit', tried.error);
      return { outcome: { kind: 'failed', faults: [fault] }, nothingSent: true };
    },
    async send(envelope, raw, signal) {
      const content = raw.open();
      const sent = await settle<SMTPConnection.SentMessageInfo>(connection, signal, (done) =>
        connection.send(
          { from: envelope.from, to: [...envelope.to], size: raw.bytes, use8BitMime: raw.is8Bit },
          content,
          done,
        ),
      );
      if (sent.ok) return { outcome: accepted(sent.value), nothingSent: false };
      // After a refusal the session's state is the server's business; a new one is cheaper than a wrong guess.
      close();
      const nothingSent = !content.readableDidRead;
      const refusal = nothingSent ? refusalBeforeClose(connection, sent.error, envelope) : undefined;
      const error = refusal ?? sent.error;
      const isFinal = (error.responseCode ?? 0) >= 500;
      const outcome = notAccepted(error, content);
      // Nobody reads it any more, and it may hold a line to the blobs.
      content.destroy();
      return { outcome, nothingSent: nothingSent && !isFinal };
    },
  };
}

function rehearsed({ reply, refused, fault }: EnvelopeTried): Outcome {
  if (reply !== undefined) return { kind: 'accepted', reply, refused, dryRun: true };
  const [first, ...others] = fault ? [fault] : refused.map((one) => one.fault);
  if (!first) throw new Error('an envelope has a recipient');
  return { kind: 'failed', faults: [first, ...others] };
}

function accepted({ response, serverMessageId, rejectedErrors }: SMTPConnection.SentMessageInfo): Outcome {
  return {
    kind: 'accepted',
    reply: response,
    ...(serverMessageId === undefined ? {} : { serverMessageId }),
    refused: refusedRecipients(rejectedErrors),
  };
}

function notAccepted(error: SMTPConnection.SMTPError, content: Readable): Outcome {
  // The final dot was never written.
  if (content.errored instanceof BrokenContent) return { kind: 'failed', faults: [content.errored.fault] };
  const fault = faultFromNodemailer('submit', error);
  // nodemailer's error looks the same before and after the final dot; the content stream knows. All of it read and
  // no reply: the server may have the message.
  if (error.responseCode === undefined && content.readableEnded) return { kind: 'uncertain', fault };
  const [first, ...others] = refusedRecipients(error.rejectedErrors).map((refused) => refused.fault);
  return { kind: 'failed', faults: first ? [first, ...others] : [fault] };
}

/**
 * The refusal of MAIL or RCPT behind which the server closed: nodemailer forgets it, since it waits for the replies to
 * everything it pipelined. Of several recipients it may concern one only, so then it stays a broken line.
 */
function refusalBeforeClose(
  { lastServerResponse }: SMTPConnection,
  error: SMTPConnection.SMTPError,
  { to }: Envelope,
): SMTPConnection.SMTPError | undefined {
  if (error.responseCode !== undefined || to.length > 1) return undefined;
  if (!lastServerResponse || !/^[45]/.test(lastServerResponse)) return undefined;
  return Object.assign(new Error(lastServerResponse), {
    response: lastServerResponse,
    responseCode: Number(lastServerResponse.slice(0, 3)),
  });
}

import type { SMTPServerDataStream } from 'smtp-server';
import { failed, type Result } from '../../shared/failures/result.ts';
import { type ExchangeSession, maxMessageBytes } from './connection.ts';
import type { Login } from './permission.ts';
import { tooLarge, tooManySubmissions } from './replies.ts';
import type { Service } from './service.ts';
import { type ExchangeState, findMailbox, type Reply } from './state.ts';
import { type Accepted, submit } from './submit.ts';

/** The largest message, encoded, that a mailbox may send; bytes. */
export const maxSendSize = (state: ExchangeState, { mailbox }: Login): number =>
  Math.min(
    findMailbox(state, mailbox)?.maxSendSize ?? state.limits?.maxSendSize ?? maxMessageBytes,
    maxMessageBytes,
  );

/**
 * Reads a message and submits it. From DATA to the reply it takes one of the places that the mailbox has for
 * concurrent submissions; who finds none learns it at the end. A client that breaks off never gets a reply.
 */
export function receive(
  service: Service,
  stream: SMTPServerDataStream,
  session: ExchangeSession,
  reply: (result: Promise<Result<Accepted, Reply>>) => void,
): void {
  session.messageId = undefined;
  const login: Login = session.user;
  const most = maxSendSize(service.state, login);
  const usage = service.usage(login.mailbox);
  const hasPlace =
    usage.submissions < (service.state.limits?.concurrentSubmissions ?? Number.POSITIVE_INFINITY);
  if (hasPlace) usage.submissions += 1;
  const leave = () => {
    if (hasPlace) usage.submissions -= 1;
  };

  const finish = async (): Promise<Result<Accepted, Reply>> => {
    if (stream.byteLength > most) return failed(tooLarge);
    return hasPlace ? submit(service, Buffer.concat(chunks), session) : failed(tooManySubmissions);
  };
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    if (stream.byteLength <= most) chunks.push(chunk);
  });
  stream.on('end', () => reply(finish().finally(leave)));
  stream.on('close', () => {
    if (!stream.readableEnded) leave();
  });
}

import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { SMTPServerAuthentication, SMTPServerOptions } from 'smtp-server';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { authenticate, type Login, type VerifyToken } from './authenticate.ts';
import type { ExchangeSession } from './connection.ts';
import type { StoredMessage } from './record.ts';
import { accepted, basicAuthDisabled, exchangeMessageId, tooLarge } from './replies.ts';
import { type ExchangeState, type Reply, sameAddress, takeRefusal } from './state.ts';
import { judgeSubmission, readHeaders } from './submission.ts';

type Handlers = Required<
  Pick<SMTPServerOptions, 'onConnect' | 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData'>
>;

/** What happens at each stage of a conversation; accepted messages go to `messages`. */
export function makeHandlers(
  state: ExchangeState,
  verifyToken: VerifyToken,
  messages: StoredMessage[],
): Handlers {
  async function logIn(
    { method, username = '', accessToken = '' }: SMTPServerAuthentication,
    session: ExchangeSession,
  ): Promise<Result<Login, Reply>> {
    session.mailbox = username;
    await pause(state.latency?.auth);
    const refusal = takeRefusal(state, 'auth');
    if (refusal) return failed(refusal);
    const trace = { session: session.id, at: new Date() };
    if (method !== 'XOAUTH2') return failed(basicAuthDisabled(trace));
    return authenticate(state, username, await verifyToken(accessToken, state.audience), trace);
  }

  async function submit(raw: Buffer, session: ExchangeSession): Promise<Result<Reply, Reply>> {
    const { senders, messageId } = await readHeaders(raw);
    session.messageId = messageId;
    await pause(state.latency?.body);
    const refusal = takeRefusal(state, 'data-end');
    if (refusal) return failed(refusal);
    const login: Login = session.user;
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom ? mailFrom.address : '';
    const verdict = judgeSubmission(state, login, from ? [from, ...senders] : senders);
    if (!verdict.ok) return verdict;
    const reply = accepted(exchangeMessageId(randomBytes(12).toString('hex').toUpperCase()));
    const envelope = { from, to: rcptTo.map(({ address }) => address) };
    const time = new Date().toISOString();
    messages.push({ time, mailbox: login.mailbox, envelope, raw, messageId, reply });
    return ok(reply);
  }

  return {
    onConnect: (_session, callback) => callback(asError(takeRefusal(state, 'connect'))),
    onAuth(auth, session, callback) {
      logIn(auth, session).then(
        (login) => (login.ok ? callback(null, { user: login.value }) : callback(asError(login.error))),
        callback,
      );
    },
    onMailFrom: (_address, _session, callback) => callback(asError(takeRefusal(state, 'mail'))),
    onRcptTo({ address }, _session, callback) {
      const refused = Object.entries(state.recipientsRefused ?? {});
      const [, refusal] = refused.find(([one]) => sameAddress(one, address)) ?? [];
      callback(asError(takeRefusal(state, 'rcpt') ?? refusal));
    },
    onData(stream, session: ExchangeSession, callback) {
      session.messageId = undefined;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      // A client that breaks off within the message never gets here: the stream is destroyed without an end.
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(asError(tooLarge));
        submit(Buffer.concat(chunks), session).then(
          (result) => (result.ok ? callback(null, result.value.slice(4)) : callback(asError(result.error))),
          callback,
        );
      });
    },
  };
}

/** A reply in the form in which smtp-server takes a refusal. */
const asError = (reply: Reply | undefined): Error | null =>
  reply === undefined
    ? null
    : Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });

/** Waits without keeping the process alive. */
async function pause(milliseconds = 0): Promise<void> {
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, { ref: false });
}

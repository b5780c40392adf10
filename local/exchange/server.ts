import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { SMTPServer, type SMTPServerAuthentication } from 'smtp-server';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import type { ServerTls } from '../running.ts';
import { authenticate, type Login, type VerifyToken } from './authenticate.ts';
import { ExchangeConnection, type ExchangeSession, maxMessageBytes } from './connection.ts';
import type { RecordEntry, StoredMessage } from './record.ts';
import { accepted, basicAuthDisabled, exchangeMessageId, frontEnd, tooLarge } from './replies.ts';
import { type ExchangeState, type Reply, sameAddress, takeRefusal } from './state.ts';
import { judgeSubmission, readHeaders } from './submission.ts';

/** The stand-in as it runs. `record` and `messages` grow; tests and benchmarks count in them. */
export interface RunningExchange {
  host: 'localhost';
  port: number;
  record: readonly RecordEntry[];
  messages: readonly StoredMessage[];
  /** Drops every connection and resolves when the port is closed. */
  stop(): Promise<void>;
}

/** Starts an SMTP server that behaves as Exchange Online's client submission does for the tenant in `state`. */
export async function startExchange(
  state: ExchangeState,
  { tls, verifyToken }: { tls: ServerTls; verifyToken: VerifyToken },
): Promise<RunningExchange> {
  const record: RecordEntry[] = [];
  const messages: StoredMessage[] = [];
  const open = new Map<string, ExchangeConnection>();

  const note = (stage: RecordEntry['stage'], session: ExchangeSession, reply?: Reply) =>
    record.push({
      time: new Date().toISOString(),
      session: session.id,
      stage,
      mailbox: session.mailbox,
      messageId: stage === 'data-end' ? session.messageId : undefined,
      ...(reply !== undefined && { reply }),
    });

  async function logIn(
    auth: SMTPServerAuthentication,
    session: ExchangeSession,
  ): Promise<Result<Login, Reply>> {
    const { method, username = '', accessToken = '' } = auth;
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
    messages.push({
      time: new Date().toISOString(),
      mailbox: login.mailbox,
      envelope,
      raw,
      messageId,
      reply,
    });
    return ok(reply);
  }

  const server = new SMTPServer({
    ...tls,
    minVersion: 'TLSv1.2',
    name: frontEnd,
    size: maxMessageBytes,
    authMethods: ['LOGIN', 'XOAUTH2'],
    hideDSN: false,
    disableReverseLookup: true,
    onConnect: (_session, callback) => callback(asError(takeRefusal(state, 'connect'))),
    onAuth(auth, session, callback) {
      logIn(auth, session).then(
        (login) => (login.ok ? callback(null, { user: login.value }) : callback(asError(login.error))),
        callback,
      );
    },
    onMailFrom: (_address, _session, callback) => callback(asError(takeRefusal(state, 'mail'))),
    onRcptTo({ address }, _session, callback) {
      const refused = Object.entries(state.recipientsRefused ?? {}).find(([one]) =>
        sameAddress(one, address),
      );
      callback(asError(takeRefusal(state, 'rcpt') ?? refused?.[1]));
    },
    onData(stream, session, callback) {
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
    onClose(session) {
      open.delete(session.id);
      note('close', session);
    },
  });
  server.connect = (socket) => {
    const connection = new ExchangeConnection(server, socket, {
      replied: note,
      refusalOfEhlo: () => takeRefusal(state, 'ehlo'),
    });
    // A client that goes away or fails the handshake is no failure of the server; the record has its `close`.
    connection.on('error', () => {});
    server.connections.add(connection);
    open.set(connection.id, connection);
    connection.init();
  };

  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    host: 'localhost',
    port: (listener.address() as AddressInfo).port,
    record,
    messages,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      for (const connection of open.values()) connection.drop();
      await closed;
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

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { ServerTls } from '../running.ts';
import type { VerifyToken } from './authenticate.ts';
import { ExchangeConnection, type ExchangeSession, maxMessageBytes } from './connection.ts';
import { makeHandlers } from './handlers.ts';
import type { RecordEntry, StoredMessage } from './record.ts';
import { frontEnd } from './replies.ts';
import { type ExchangeState, type Reply, takeRefusal } from './state.ts';

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
      reply,
    });

  const server = new SMTPServer({
    ...tls,
    ...makeHandlers(state, verifyToken, messages),
    minVersion: 'TLSv1.2',
    name: frontEnd,
    size: maxMessageBytes,
    authMethods: ['LOGIN', 'XOAUTH2'],
    hideDSN: false,
    disableReverseLookup: true,
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

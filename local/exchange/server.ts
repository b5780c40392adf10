import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { ServerTls } from '../running.ts';
import type { VerifyToken } from './authenticate.ts';
import { ExchangeConnection, type ExchangeSession, maxMessageBytes } from './connection.ts';
import { type Counts, countUp } from './counts.ts';
import { seededRandom } from './delay.ts';
import { makeHandlers } from './handlers.ts';
import type { RecordEntry, StoredMessage } from './record.ts';
import { frontEnd } from './replies.ts';
import type { Service } from './service.ts';
import { type ExchangeState, type Reply, takeRefusal } from './state.ts';
import { countRefusals } from './successive-refusals.ts';
import { createUsage, type Usage } from './usage.ts';

/** The stand-in as it runs. `record`, `messages` and `sentItems` grow; tests and benchmarks count in them. */
export interface RunningExchange {
  host: 'localhost';
  port: number;
  record: readonly RecordEntry[];
  messages: readonly StoredMessage[];
  /** Address of a mailbox → what it keeps in Sent Items. */
  sentItems: ReadonlyMap<string, readonly StoredMessage[]>;
  /** What was counted since the start, from the server's side. */
  counts(): Counts;
  /** What the service remembers of its mailboxes, for the next start. */
  usage: Usage;
  /** Drops every connection and resolves when the port is closed. */
  stop(): Promise<void>;
}

export interface ExchangeOptions {
  tls: ServerTls;
  verifyToken: VerifyToken;
  /** A free one unless given. After an outage, the port and the usage of before make the same service come back. */
  port?: number;
  usage?: Usage;
  /** False saves memory where tens of thousands of messages come: `raw` of each is empty. */
  keepContent?: boolean;
  /** Numbers from 0 to below 1, for what varies in latencies. The same ones in every run unless given. */
  random?: () => number;
}

/** Starts an SMTP server that behaves as Exchange Online's client submission does for the tenant in `state`. Rejects when `port` is taken. */
export async function startExchange(
  state: ExchangeState,
  {
    tls,
    verifyToken,
    port = 0,
    usage = createUsage(),
    keepContent = true,
    random = seededRandom(1),
  }: ExchangeOptions,
): Promise<RunningExchange> {
  const record: RecordEntry[] = [];
  const open = new Map<string, ExchangeConnection>();

  const note = (stage: RecordEntry['stage'], session: ExchangeSession, reply?: Reply) => {
    const isUnacknowledged = stage === 'data-end' && reply?.startsWith('250') && !open.has(session.id);
    record.push({
      time: new Date().toISOString(),
      session: session.id,
      stage,
      mailbox: session.mailbox,
      messageId: stage === 'data-end' ? session.messageId : undefined,
      reply,
      ...(isUnacknowledged && { unacknowledged: true }),
    });
  };
  const service: Service = {
    state,
    verifyToken,
    random,
    keepContent,
    usage,
    messages: [],
    sentItems: new Map(),
    cutLine(session, reply) {
      open.get(session.id)?.drop();
      open.delete(session.id);
      note('data-end', session, reply);
    },
  };

  const server = new SMTPServer({
    ...tls,
    ...makeHandlers(service),
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
      replied(stage, session, reply) {
        countRefusals(service, stage, session, reply);
        note(stage, session, reply);
      },
      refusalOfEhlo: () => takeRefusal(state, 'ehlo'),
    });
    // A client that goes away or fails the handshake is no failure of the server; the record has its `close`.
    connection.on('error', () => {});
    server.connections.add(connection);
    open.set(connection.id, connection);
    connection.init();
  };

  // A port that is taken rejects the wait below; smtp-server would throw it into the void as well.
  server.on('error', () => {});
  const listener = server.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return {
    host: 'localhost',
    port: (listener.address() as AddressInfo).port,
    record,
    messages: service.messages,
    sentItems: service.sentItems,
    counts: () => countUp(record, service.messages),
    usage,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(resolve));
      for (const connection of open.values()) connection.drop();
      await closed;
    },
  };
}

// A client in a process of its own: sends the same messages through our session pool or through nodemailer's.
import { createTransport } from 'nodemailer';
import { ok } from '../../shared/failures/result.ts';
import { parseMessage } from '../../shared/mail/parse.ts';
import type { Composed } from '../../shared/mail/submission.ts';
import { compose } from '../../shared/smtp/compose.ts';
import { connectionOptions } from '../../shared/smtp/endpoint.ts';
import { createSessionPool } from '../../shared/smtp/pool.ts';
import { startStopwatch } from '../../shared/stopwatch.ts';
import { plainMessage } from './plain-message.ts';

interface Client {
  send(message: Composed): Promise<unknown>;
  close(): void;
}

const { way, port, mailbox, token, count } = JSON.parse(process.argv[2] ?? '') as {
  way: 'pool' | 'nodemailer';
  port: number;
  mailbox: string;
  token: string;
  count: number;
};
const endpoint = { host: 'localhost', port };

async function composed(index: number): Promise<Composed> {
  const message = parseMessage(plainMessage(`line-${process.pid}-${index}`), { id: '' });
  if (!message.ok) throw new Error(JSON.stringify(message.error));
  return compose(message.value, mailbox, new Date());
}

function ourPool(): Client {
  const pool = createSessionPool(endpoint);
  return {
    async send({ envelope, raw }) {
      const outcome = await pool.send({
        mailbox,
        envelope,
        raw,
        token: async () => ok(token),
        stopwatch: startStopwatch(),
        signal: AbortSignal.timeout(60_000),
      });
      if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    },
    close: () => pool.close(),
  };
}

function nodemailerPool(): Client {
  const transport = createTransport({
    ...connectionOptions(endpoint),
    pool: true,
    // As many as our pool keeps for a mailbox.
    maxConnections: 3,
    // It would make a new connection after 100.
    maxMessages: Number.POSITIVE_INFINITY,
    auth: { type: 'OAuth2', user: mailbox, accessToken: token },
  });
  return {
    send: ({ envelope, raw }) =>
      transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw }),
    close: () => transport.close(),
  };
}

const messages = await Promise.all(Array.from({ length: count }, (_, index) => composed(index)));
const client = way === 'pool' ? ourPool() : nodemailerPool();
await Promise.all(messages.map((message) => client.send(message)));
client.close();

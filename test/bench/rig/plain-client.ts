// nodemailer as it is used without this app, in a process of its own: a token for the mailbox, messages, no second try.
import { createTransport } from 'nodemailer';
import { connectionOptions } from '../../../shared/smtp/endpoint.ts';
import { plainMessage } from '../plain-message.ts';
import type { PlainJob } from './run-client.ts';

const PARALLEL = 16;

const { connections, port, mailbox, token, count } = JSON.parse(process.argv[2] ?? '') as PlainJob;
const options = {
  ...connectionOptions({ host: 'localhost', port }),
  auth: { type: 'OAuth2' as const, user: mailbox, accessToken: token },
};
const transport =
  connections === 'unpooled'
    ? createTransport(options)
    : // It would make a new connection after 100 messages.
      createTransport({
        ...options,
        pool: true,
        maxConnections: connections,
        maxMessages: Number.POSITIVE_INFINITY,
      });

const ids = Array.from({ length: count }, (_, index) => `plain-${index}`).values();
async function sendThem(): Promise<void> {
  for (const id of ids) {
    // A refusal is in Exchange's record.
    await transport.sendMail({ ...plainMessage(id), from: mailbox }).catch(() => {});
  }
}
await Promise.all(Array.from({ length: PARALLEL }, sendThem));
transport.close();

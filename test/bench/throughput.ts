import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { subjectOf } from '../../local/entra/tokens.ts';
import type { Stack } from '../../local/stack.ts';
import { type Benchmark, median } from './benchmark.ts';
import { withDesk } from './desk.ts';

const MESSAGES = 1000;
const ROUNDS = 5;
const client = fileURLToPath(new URL('./send-all.ts', import.meta.url));

/** Our send path beside nodemailer's own pool on the same server, in turns, each client in a process of its own. */
export const throughput: Benchmark = {
  says: 'messages per second: the whole app, our session pool, nodemailer alone',
  run: (progress) =>
    withDesk(async ({ stack, startApp, enqueue, accepted }) => {
      const ways = {
        async app() {
          await enqueue(MESSAGES);
          const total = stack.exchange.messages.length + MESSAGES;
          const host = await startApp();
          await accepted(total, host);
          await host.stop();
        },
        pool: () => sendAll(stack, 'pool'),
        nodemailer: () => sendAll(stack, 'nodemailer'),
      };
      const drains: number[] = [];
      const rates: Record<keyof typeof ways, number[]> = { app: [], pool: [], nodemailer: [] };
      for (let round = 1; round <= ROUNDS; round += 1) {
        for (const way of ['app', 'pool', 'nodemailer'] as const) {
          progress(`round ${round} of ${ROUNDS}: ${way}, ${MESSAGES} messages`);
          const before = stack.exchange.messages.length;
          await ways[way]();
          const times = stack.exchange.messages.slice(before).map(({ time }) => Date.parse(time));
          rates[way].push(perSecond(times));
        }
        progress(`round ${round} of ${ROUNDS}: queue alone, ${MESSAGES} messages`);
        await enqueue(MESSAGES);
        drains.push(await drain(stack));
      }
      const [app, pool, nodemailer] = [median(rates.app), median(rates.pool), median(rates.nodemailer)];
      const queue = median(drains);
      const ratio = (name: string, what: string, value: number) => ({ name, what, value, unit: 'times' });
      return [
        { name: 'app', what: 'whole app: queue, host, send path', value: app, unit: 'per second' },
        { name: 'pool', what: 'our session pool', value: pool, unit: 'per second' },
        { name: 'nodemailer', what: "nodemailer's pool alone", value: nodemailer, unit: 'per second' },
        { name: 'queue', what: 'queue alone (Azurite)', value: queue, unit: 'per second' },
        ratio('poolToNodemailer', 'our session pool beside nodemailer', pool / nodemailer),
        ratio('appToNodemailer', 'whole app beside nodemailer', app / nodemailer),
        ratio('appToQueue', 'whole app beside the queue alone', app / queue),
      ];
    }),
};

async function sendAll({ contoso, entra, exchange, env }: Stack, way: 'pool' | 'nodemailer'): Promise<void> {
  const token = await entra.issue(subjectOf(contoso.application, contoso.exchange.audience));
  const job = { way, port: exchange.port, mailbox: contoso.mailbox.address, token, count: MESSAGES };
  await promisify(execFile)(process.execPath, [client, JSON.stringify(job)], { env });
}

/** What the queue gives if nothing is sent: batches as the host takes them, each deleted before the next. Per second. */
async function drain({ queue }: Stack): Promise<number> {
  const began = performance.now();
  for (let taken = 0; taken < MESSAGES; ) {
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
    await Promise.all(
      receivedMessageItems.map(({ messageId, popReceipt }) => queue.deleteMessage(messageId, popReceipt)),
    );
    taken += receivedMessageItems.length;
  }
  return (MESSAGES * 1000) / (performance.now() - began);
}

/** From the first to the last acceptance, by the server's clock. */
const perSecond = (times: readonly number[]): number =>
  ((times.length - 1) * 1000) / (Math.max(...times) - Math.min(...times));

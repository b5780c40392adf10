import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type AttemptLine, readAttempts } from './attempts.ts';
import type { RunningHost } from './host/start-host.ts';
import { sampleMessage } from './sample-message.ts';
import type { Screen } from './show.ts';
import type { Stack } from './stack.ts';

const PATIENCE_MS = 60_000;

/** Queues one message and follows it until it is accepted or refused; what arrived is kept in the folder `notes`. */
export async function sendSample(
  stack: Stack,
  host: RunningHost,
  screen: Screen,
  notes: string,
): Promise<AttemptLine> {
  const id = `demo-${Date.now()}`;
  const queued = performance.now();
  screen.say('\nOne queued message (Unicode subject, HTML with inline image, PDF), stage by stage:');
  await stack.queue.sendMessage(JSON.stringify(sampleMessage(id)));
  const attempt = await firstAttempt(host, id);
  const total = performance.now() - queued;
  screen.attempt(attempt);
  if (attempt.outcome !== 'accepted') return attempt;
  screen.row('since queued', `${total.toFixed(0)} ms`);
  const received = path.join(notes, 'received', `${id}.eml`);
  await mkdir(path.dirname(received), { recursive: true });
  await writeFile(received, stack.exchange.messages.at(-1)?.raw ?? '');
  screen.row('received', path.relative(process.cwd(), received));
  return attempt;
}

async function firstAttempt(host: RunningHost, id: string): Promise<AttemptLine> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const attempt = readAttempts(host.output()).find((line) => line.id === id);
    if (attempt) return attempt;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No attempt within ${PATIENCE_MS / 1000} s. The host said:\n${host.output()}`);
}

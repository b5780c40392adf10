// The main job on the desk. `npm start` stays until Ctrl-C, `npm run demo` does one round and ends.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../scripts/build.ts';
import { type AttemptLine, readAttempts } from './attempts.ts';
import { type RunningHost, startHost } from './host/start-host.ts';
import { sampleMessage } from './sample-message.ts';
import { openScreen, style } from './show.ts';
import { type Stack, startStack } from './stack.ts';
import { startFunc } from './start-func.ts';

const { values: flags } = parseArgs({
  options: { once: { type: 'boolean' }, json: { type: 'boolean' }, func: { type: 'boolean' } },
});
const root = path.resolve(import.meta.dirname, '..');
const notes = path.join(root, '.local');
const screen = openScreen({ quiet: flags.json === true });
const PATIENCE_MS = 60_000;

async function main(): Promise<number> {
  screen.say(style('bold', 'SendAsApp on your desk: every protocol real, nothing leaves this machine.'));
  const began = performance.now();
  const app = path.join(root, 'dist');
  await buildPackage(app);
  const stack = await startStack();
  let host: RunningHost | undefined;
  try {
    host = await (flags.func ? startFunc : startHost)({ app, env: { PATH: process.env.PATH, ...stack.env } });
    screen.say(`\nStarted in ${((performance.now() - began) / 1000).toFixed(1)} s:`);
    screen.row('functions', host.functions.map(({ name }) => name).join(', '));
    screen.row('Key Vault', stack.vault.url);
    screen.row('Entra', stack.entra.url);
    screen.row('Exchange Online', `${stack.exchange.host}:${stack.exchange.port} (SMTP, STARTTLS)`);
    screen.row('queue', stack.queue.url);

    const attempt = await sendSample(stack, host);
    const { outcome, ms, failure } = attempt;
    if (flags.json) console.log(JSON.stringify({ state: outcome, stages: ms, failure }));
    if (outcome === 'accepted' && !flags.once) await stayUntilInterrupted(stack, host);
    return outcome === 'accepted' ? 0 : 1;
  } finally {
    screen.say('\nStopping …');
    await host?.stop();
    await stack.stop();
    await rm(path.join(notes, 'stack.json'), { force: true });
  }
}

/** Queues one message and follows it until it is accepted or refused. */
async function sendSample(stack: Stack, host: RunningHost): Promise<AttemptLine> {
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

async function stayUntilInterrupted(stack: Stack, host: RunningHost): Promise<void> {
  const { MAIL_STORAGE, MAIL_QUEUE } = stack.env;
  await writeFile(path.join(notes, 'stack.json'), JSON.stringify({ MAIL_STORAGE, MAIL_QUEUE }));
  screen.say('\nTry it yourself, in another terminal:');
  screen.say('  npm run enqueue                         the sample once more');
  screen.say('  npm run enqueue -- my-message.json      your own message');
  screen.say('  npm run explain -- "535 5.7.3 Authentication unsuccessful"');
  screen.say('\nCtrl-C ends it. Each further message shows here:');
  let shown = readAttempts(host.output()).length;
  const following = setInterval(() => {
    for (const attempt of readAttempts(host.output()).slice(shown)) {
      shown += 1;
      screen.say(`\n${attempt.id}, attempt ${attempt.attempt}:`);
      screen.attempt(attempt);
    }
  }, 200);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  clearInterval(following);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(style('red', error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}

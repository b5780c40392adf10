// The main job on the desk. `npm start` stays until Ctrl-C, `npm run demo` does one round and ends.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { buildPackage } from '../scripts/build.ts';
import { type AttemptLine, readAttempts } from './attempts.ts';
import { type RunningHost, startHost } from './host/start-host.ts';
import { sampleMessage } from './sample-message.ts';
import { type Stack, startStack } from './stack.ts';
import { startFunc } from './start-func.ts';

const { values: flags } = parseArgs({
  options: { once: { type: 'boolean' }, json: { type: 'boolean' }, func: { type: 'boolean' } },
});
const root = path.resolve(import.meta.dirname, '..');
const notes = path.join(root, '.local');
const PATIENCE_MS = 60_000;

const say = (text = '') => flags.json || console.log(text);
const row = (name: string, value: string) => say(`  ${name.padEnd(18)}${value}`);
const style = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { stream: process.stdout });
const stageNames: Record<string, string> = {
  compose: 'MIME message built',
  sign: 'assertion signed in Key Vault',
  token: 'app-only token from Entra',
  connect: 'TCP, STARTTLS, EHLO',
  login: 'XOAUTH2',
  submit: 'MAIL, RCPT, DATA',
};

async function main(): Promise<number> {
  say(style('bold', 'SendAsApp on your desk: every protocol real, nothing leaves this machine.'));
  const began = performance.now();
  await buildPackage(path.join(root, 'dist'));
  const stack = await startStack();
  const app = path.join(root, 'dist');
  let host: RunningHost | undefined;
  try {
    host = await (flags.func ? startFunc : startHost)({ app, env: { PATH: process.env.PATH, ...stack.env } });
    say(`\nStarted in ${seconds(performance.now() - began)}:`);
    row('functions', host.functions.map(({ name }) => name).join(', '));
    row('Key Vault', stack.vault.url);
    row('Entra', stack.entra.url);
    row('Exchange Online', `${stack.exchange.host}:${stack.exchange.port} (SMTP, STARTTLS)`);
    row('queue', stack.queue.url);
    const attempt = await sendSample(stack, host);
    if (flags.json) {
      console.log(JSON.stringify({ state: attempt.outcome, stages: attempt.ms, failure: attempt.failure }));
    }
    if (attempt.outcome !== 'accepted') return 1;
    if (!flags.once) await stayUntilInterrupted(stack);
    return 0;
  } finally {
    say('\nStopping …');
    await host?.stop();
    await stack.stop();
    await rm(path.join(notes, 'stack.json'), { force: true });
  }
}

/** Queues one message, follows it until it is accepted or refused, and shows each stage with its time. */
async function sendSample(stack: Stack, host: RunningHost): Promise<AttemptLine> {
  const id = `demo-${Date.now()}`;
  const queued = performance.now();
  await stack.queue.sendMessage(JSON.stringify(sampleMessage(id)));
  const attempt = await firstAttempt(host, id);
  const total = performance.now() - queued;
  if (attempt.outcome !== 'accepted') {
    say(style('red', `\nThe message was not sent (${attempt.outcome}).`));
    for (const { id: failure, at, meaning, fix, more } of attempt.failure ?? []) {
      row('what', `${failure} (at ${at})`);
      row('why', meaning);
      row('what to do', fix ?? '');
      row('more', more);
    }
    if (flags.json) process.stderr.write(`${JSON.stringify(attempt.failure)}\n`);
    return attempt;
  }
  say(`\nOne queued message (Unicode subject, HTML with inline image, PDF), stage by stage:`);
  for (const [stage, name] of Object.entries(stageNames)) {
    const ms = attempt.ms[stage];
    if (ms !== undefined)
      say(`  ${style('green', '✓')} ${name.padEnd(32)}${`${ms.toFixed(1)} ms`.padStart(10)}`);
  }
  say(
    `  ${style('green', '✓')} ${'accepted by Exchange (stand-in)'.padEnd(32)}${`${total.toFixed(0)} ms`.padStart(10)} since queued`,
  );
  const received = path.join(notes, 'received', `${id}.eml`);
  await mkdir(path.dirname(received), { recursive: true });
  await writeFile(received, stack.exchange.messages.at(-1)?.raw ?? '');
  row('\n  received', path.relative(process.cwd(), received));
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

async function stayUntilInterrupted(stack: Stack): Promise<void> {
  const { MAIL_STORAGE, MAIL_QUEUE } = stack.env;
  await writeFile(path.join(notes, 'stack.json'), JSON.stringify({ MAIL_STORAGE, MAIL_QUEUE }));
  say('\nTry it yourself, in another terminal:');
  say('  npm run enqueue                         the sample once more');
  say('  npm run enqueue -- my-message.json      your own message');
  say('  npm run explain -- "535 5.7.3 Authentication unsuccessful"');
  say('\nCtrl-C ends it.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(style('red', error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}

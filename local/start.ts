// The main job on the desk. `npm start` stays until Ctrl-C, `npm run demo` does one round and ends; with `--play <id>`
// both show how a failure of the catalogue ends, and end themselves.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../scripts/build.ts';
import { whatHappens } from '../shared/failures/what-happens.ts';
import { readAttempts } from './attempts.ts';
import { makeContoso } from './contoso.ts';
import { exchangeOnlineRates } from './exchange/limits.ts';
import { type RunningHost, startHost } from './host/start-host.ts';
import { choosePlay, type Played, playableRows } from './play/choose.ts';
import { listLines } from './play/list.ts';
import { type Prepared, prepare } from './play/prepare.ts';
import { provoke } from './play/provoke.ts';
import { sendSample } from './send-sample.ts';
import { openScreen, style } from './show.ts';
import { type Stack, startStack } from './stack.ts';
import { startFunc } from './start-func.ts';

const { values: flags } = parseArgs({
  options: {
    once: { type: 'boolean' },
    json: { type: 'boolean' },
    func: { type: 'boolean' },
    play: { type: 'string' },
    strict: { type: 'boolean' },
  },
});
const root = path.resolve(import.meta.dirname, '..');
const notes = path.join(root, '.local');
const screen = openScreen({ quiet: flags.json === true });

async function main(): Promise<number> {
  if (flags.play === undefined) return runMainJob();
  if (flags.play === 'list') {
    for (const line of listLines(playableRows())) console.log(line);
    return 0;
  }
  const chosen = choosePlay(flags.play, { strict: flags.strict === true });
  if (chosen.ok) return runMainJob(chosen.value);
  console.error(style('red', chosen.error));
  return 1;
}

/** Exit code 0: the message was accepted, or the failure that was played was called by its name. */
async function runMainJob(played?: Played): Promise<number> {
  screen.say(style('bold', 'SendAsApp on your desk: every protocol real, nothing leaves this machine.'));
  const began = performance.now();
  const app = path.join(root, 'dist');
  await buildPackage(app);
  const contoso = await makeContoso();
  // As strict as Exchange Online: who queues a burst sees it leave at thirty a minute.
  Object.assign(contoso.exchange.limits ?? {}, exchangeOnlineRates);
  const stack = await startStack(contoso);
  let host: RunningHost | undefined;
  let prepared: Prepared | undefined;
  try {
    if (played) prepared = await prepare(played.play);
    const env = { PATH: process.env.PATH, ...stack.env, ...prepared?.env };
    host = await (flags.func ? startFunc : startHost)({ app, env });
    screen.say(`\nStarted in ${((performance.now() - began) / 1000).toFixed(1)} s:`);
    screen.row('functions', `${host.functions.length} of dist/`);
    screen.row('Key Vault', stack.vault.url);
    screen.row('Entra', stack.entra.url);
    screen.row('Exchange Online', `${stack.exchange.host}:${stack.exchange.port} (SMTP, STARTTLS)`);
    screen.row('queue', stack.queue.url);
    screen.row('status page', `${host.url}/api/status?code=${host.key}`);

    if (played) {
      provoke(stack, played.play);
      screen.played(played);
    }
    const attempt = await sendSample(stack, host, screen, notes);
    const { outcome, ms, failure } = attempt;
    if (flags.json)
      console.log(JSON.stringify({ state: outcome, stages: ms, failure, played: played?.row.id }));
    if (played) {
      screen.row('the message', whatHappens(played.row));
      return failure?.some(({ id }) => id === played.row.id) ? 0 : 1;
    }
    if (outcome === 'accepted' && !flags.once) await stayUntilInterrupted(stack, host);
    return outcome === 'accepted' ? 0 : 1;
  } finally {
    screen.say('\nStopping …');
    await host?.stop();
    await prepared?.stop();
    await stack.stop();
    await rm(path.join(notes, 'stack.json'), { force: true });
  }
}

async function stayUntilInterrupted(stack: Stack, host: RunningHost): Promise<void> {
  // What the commands of an administrator need to find this stack.
  await writeFile(path.join(notes, 'stack.json'), JSON.stringify(stack.env));
  // Before anybody reads that Ctrl-C ends it: an interrupt that comes sooner would end it without a clean-up.
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  screen.say('\nTry it yourself, in another terminal:');
  screen.say('  npm run enqueue                         the sample once more');
  screen.say('  npm run enqueue -- my-message.json      your own message');
  screen.say('  npm run validate                        is it set up right?');
  screen.say('  npm run explain -- "535 5.7.3 Authentication unsuccessful"');
  screen.say('\nCtrl-C ends it. Each further message shows here:');
  let shown = readAttempts(host.output()).length;
  const following = setInterval(() => {
    for (const attempt of readAttempts(host.output()).slice(shown)) {
      shown += 1;
      screen.say(`\n${attempt.id}${attempt.attempt > 0 ? `, attempt ${attempt.attempt}` : ''}:`);
      screen.attempt(attempt);
    }
  }, 200);
  await interrupted;
  clearInterval(following);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(style('red', error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}

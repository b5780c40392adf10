import { createHash, randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runHooks } from './functions-core.ts';
import { readHostJson } from './host-json.ts';
import { startHttpServer } from './http-server.ts';
import { indexFunctions } from './index-functions.ts';
import { loadApp } from './load-app.ts';
import { describe, log } from './log.ts';
import type { Listener } from './queue-listener.ts';
import { queueOptions } from './queue-options.ts';
import type { ReadyMessage } from './ready-message.ts';
import { createSettings } from './settings.ts';

// A Functions host for one built app, host and worker in one process. App settings are this process's environment.

const { values: args } = parseArgs({
  options: {
    app: { type: 'string', default: '.' },
    port: { type: 'string', default: '0' },
    key: { type: 'string', default: randomBytes(24).toString('base64url') },
    verbose: { type: 'boolean' },
    // Azure's fixed times, here to be shortened by tests.
    'invisible-seconds': { type: 'string', default: '600' },
    'renewal-seconds': { type: 'string', default: '300' },
    'lock-recovery-seconds': { type: 'string', default: '60' },
  },
});
const folder = resolve(args.app);
const settings = createSettings(process.env);

// The host waits that long for running functions, then goes.
const graceMilliseconds = 10_000;
const listeners: Listener[] = [];
let stopping = false;

async function shutDown(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const stopped = Promise.all([...listeners.map((listener) => listener.stop()), terminateApp()]);
  await Promise.race([stopped, sleep(graceMilliseconds)]);
  process.exit(exitCode);
}

/** The worker's word to the app, while its functions still run. */
async function terminateApp(): Promise<void> {
  try {
    await runHooks('appTerminate', { hookData: {} });
  } catch (error) {
    log('error', 'worker', describe(error));
  }
}

function crash(error: unknown): void {
  log('error', 'host', `An unhandled exception has occurred. Host is shutting down.\n${describe(error)}`);
  void shutDown(1);
}

async function start(): Promise<ReadyMessage> {
  const hostJson = await readHostJson(folder, settings);
  const queues = queueOptions(hostJson('queues'), settings);
  const { functions: registered, error } = await loadApp(folder);
  const app = indexFunctions(registered, {
    settings,
    queues,
    routePrefix: String(hostJson('http').routeprefix ?? 'api').replaceAll(/^\/|\/$/g, ''),
    hostId:
      settings.get('AzureFunctionsWebHost__hostid') ??
      `dev-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`,
    times: {
      invisibleSeconds: Number(args['invisible-seconds']),
      renewalSeconds: Number(args['renewal-seconds']),
      lockRecoverySeconds: Number(args['lock-recovery-seconds']),
    },
    crash,
  });
  const server = await startHttpServer(app.http, { port: Number(args.port), key: args.key });
  listeners.push(server, ...app.start.map((startListener) => startListener()));
  const { functions, inError } = app;
  return { type: 'ready', url: server.url, key: args.key, functions, inError, ...(error ? { error } : {}) };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void shutDown(0));
// The parent is gone.
process.once('disconnect', () => void shutDown(0));

try {
  const ready = await start();
  process.send?.(ready);
  const names = ready.functions.map(({ name, route }) => (route ? `${name} ${route}` : name)).join(', ');
  log('information', 'host', `Ready at ${ready.url}, key ${ready.key}: ${names || 'no functions found'}`);
} catch (error) {
  log('critical', 'host', `A host error has occurred during startup. ${describe(error)}`);
  process.exit(1);
}

import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TableClient } from '@azure/data-tables';
import { type Contoso, makeContoso } from '../../../local/contoso.ts';
import { seededRandom } from '../../../local/exchange/delay.ts';
import { exchangeOnlineLimits, exchangeOnlineRates } from '../../../local/exchange/limits.ts';
import { type RunningHost, startHost } from '../../../local/host/start-host.ts';
import { type Stack, startStack } from '../../../local/stack.ts';
import { buildPackage } from '../../../scripts/build.ts';
import type { ScaledTime } from './scaled-clock.ts';
import { createRequestCounter, type StorageRequests } from './storage-requests.ts';

/** What a run is like. Times in milliseconds unless said otherwise. */
export interface RigOptions {
  mailboxes: number;
  /** Every wait is so much shorter: in the app, in the host, in Exchange's minute and latencies. */
  clockFactor?: number;
  /** Exchange Online's own rate of 30 a minute and 3 connections; without it 3 connections alone. */
  rates?: boolean;
  /** As measured: a token 150 ms, AUTH 100, a body 200. */
  latency?: boolean;
  /** On the way from the client to Exchange: at random up to so much. */
  wayMs?: number;
  /** Of what is random in Exchange's latencies. */
  seed?: number;
  /** Runs `blind-app.ts` in the place of ours. */
  isControl?: boolean;
  env?: Record<string, string>;
  /** Further arguments of the host. */
  hostArgs?: readonly string[];
  /** Hears each line of Azurite's access log. */
  onStorageRequest?: (line: string) => void;
}

/** The stand-ins with the app's processes on a clock of the run's own. */
export interface Rig {
  stack: Stack;
  /** Names of the mailboxes, as From. */
  mailboxes: readonly string[];
  clockFactor: number;
  isControl: boolean;
  /** Starts one more process; `skewMs` is how far its clock is off, in the run's time. It ends with the rig. */
  startProcess(skewMs?: number, env?: Record<string, string>): Promise<RunningHost>;
  /** Requests of Azurite's access log since the start. */
  requests: StorageRequests;
  /** The table of the mailboxes, to look at the end of a run. */
  table: TableClient;
}

/** Runs one benchmark's work on fresh stand-ins and a freshly built app, and ends all of it. */
export async function withRig<Value>(options: RigOptions, use: (rig: Rig) => Promise<Value>): Promise<Value> {
  const factor = options.clockFactor ?? 1;
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'bench-'));
  const app = path.join(folder.path, 'app');
  const { isControl = false } = options;
  await buildPackage(app, `test/bench/rig/${isControl ? 'blind-app' : 'app'}.ts`);
  const counter = createRequestCounter();
  const contoso = await busyContoso(options, factor);
  const stack = await startStack(contoso, {
    onStorageRequest(line) {
      counter.hear(line);
      options.onStorageRequest?.(line);
    },
    exchange: { keepContent: false, random: seededRandom(options.seed ?? 1) },
  });
  const hosts: RunningHost[] = [];
  const mailboxes = contoso.exchange.mailboxes.map(({ address }) => address);
  const epoch = Date.now();
  const env = {
    ...stack.env,
    MAIL_MAILBOXES: mailboxes.join('; '),
    NODE_COMPILE_CACHE: path.join(folder.path, 'cache'),
    AzureFunctionsJobHost__extensions__queues__maxPollingInterval: timeSpan(2_000 / factor),
    // What Exchange refuses because too much comes at once would hide what blind retries lose.
    ...(isControl && {
      AzureFunctionsJobHost__extensions__queues__batchSize: '2',
      AzureFunctionsJobHost__extensions__queues__newBatchThreshold: '1',
    }),
    ...options.env,
  };
  try {
    return await use({
      stack,
      mailboxes,
      clockFactor: factor,
      isControl,
      requests: counter.counts,
      table: TableClient.fromConnectionString(stack.azurite.connectionString, 'mailboxes', {
        allowInsecureConnection: true,
      }),
      async startProcess(skewMs = 0, more = {}) {
        const time: ScaledTime = { factor, epoch, skewMs };
        const host = await startHost({
          app,
          env: { ...env, ...more, BENCH_TIME: JSON.stringify(time) },
          args: [
            ...['--invisible-seconds', seconds(600, factor), '--renewal-seconds', seconds(300, factor)],
            ...(options.hostArgs ?? []),
          ],
        });
        hosts.push(host);
        return host;
      },
    });
  } finally {
    await Promise.all(hosts.map((host) => host.stop()));
    await stack.stop();
  }
}

async function busyContoso(options: RigOptions, factor: number): Promise<Contoso> {
  const contoso = await makeContoso();
  const { entra, exchange, mailbox } = contoso;
  exchange.mailboxes = Array.from({ length: options.mailboxes }, (_, index) => ({
    ...mailbox,
    address: `mailbox-${index}@contoso.example`,
  }));
  exchange.otherRecipients = [];
  exchange.limits = {
    ...exchangeOnlineLimits,
    ...(options.rates && { ...exchangeOnlineRates, minute: 60_000 / factor, day: 86_400_000 / factor }),
  };
  if (options.latency) entra.latencyMs = 150 / factor;
  if (options.latency || options.wayMs) {
    exchange.latency = {
      ...(options.latency && { auth: 100 / factor, body: 200 / factor }),
      ...(options.wayMs && { way: [0, options.wayMs / factor] }),
    };
  }
  return contoso;
}

/** As host.json writes it; the host polls ten times a second at most. */
const timeSpan = (milliseconds: number): string =>
  `00:00:0${(Math.max(100, Math.min(9_999, milliseconds)) / 1000).toFixed(3)}`;

const seconds = (real: number, factor: number): string => String(Math.max(1, Math.ceil(real / factor)));

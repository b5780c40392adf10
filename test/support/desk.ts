import path from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { type AttemptLine, readAttempts } from '../../local/attempts.ts';
import { type Contoso, makeContoso } from '../../local/contoso.ts';
import { type RunningHost, startHost } from '../../local/host/start-host.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { guardAgainstLeaks } from './leak-guard.ts';
import { until as untilSeen } from './until.ts';

const app = path.resolve(import.meta.dirname, '../../dist');

/** A stack with the built app running on it, as a test uses it. */
export interface Desk extends Stack {
  host: RunningHost;
  /** A second process with the same settings; who starts it stops it. */
  startAnotherHost(): Promise<RunningHost>;
  /** Puts a message into the queue: an object as JSON, a text as it is. */
  enqueue(body: object | string): Promise<void>;
  /** Waits for the app's line about an attempt at this message. */
  attempt(id: string, number?: number): Promise<AttemptLine>;
  /** Waits for a buried message and reads it. */
  buried(name: string): Promise<Record<string, unknown>>;
}

interface DeskOptions {
  contoso?: Contoso;
  env?: Record<string, string>;
  hostArgs?: readonly string[];
}

/** Runs one test's work on a fresh stack and checks that nothing is left of it afterwards. */
export async function onDesk(options: DeskOptions, work: (desk: Desk) => Promise<void>): Promise<void> {
  const nothingIsLeft = await guardAgainstLeaks();
  const stack = await startStack(options.contoso ?? (await makeContoso()));
  try {
    const env = { PATH: process.env.PATH, ...stack.env, ...options.env };
    const startOne = () => startHost({ app, env, args: options.hostArgs ?? [] });
    const host = await startOne();
    try {
      await work(makeDesk(stack, host, startOne));
    } finally {
      await host.stop();
    }
  } finally {
    await stack.stop();
  }
  await nothingIsLeft();
}

function makeDesk(stack: Stack, host: RunningHost, startAnotherHost: () => Promise<RunningHost>): Desk {
  const graveyard = BlobServiceClient.fromConnectionString(stack.azurite.connectionString).getContainerClient(
    'mail-buried',
  );
  return {
    ...stack,
    host,
    startAnotherHost,
    async enqueue(body) {
      await stack.queue.sendMessage(typeof body === 'string' ? body : JSON.stringify(body));
    },
    attempt: (id, number = 1) =>
      until(`attempt ${number} at ${id}`, host, () =>
        readAttempts(host.output()).find((line) => line.id === id && line.attempt === number),
      ),
    buried: (name) =>
      until(`the burial of ${name}`, host, async () => {
        const blob = graveyard.getBlobClient(name);
        return (await blob.exists()) ? JSON.parse(String(await blob.downloadToBuffer())) : undefined;
      }),
  };
}

/** Waits for something to see; in vain, the error holds what the host said. */
export const until = <Value>(
  what: string,
  host: RunningHost,
  look: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> => untilSeen(what, look, () => `The host said:\n${host.output()}`);

/** Settings of a source that needs no vault. */
export const withoutVault = {
  MAIL_VAULT_URL: '',
  MAIL_CERTIFICATE_NAME: '',
  MAIL_VAULT_VERIFY_CHALLENGE: '',
};

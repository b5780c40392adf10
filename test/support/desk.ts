import assert from 'node:assert/strict';
import path from 'node:path';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import { type AttemptLine, readAttempts } from '../../local/attempts.ts';
import { type Contoso, makeContoso } from '../../local/contoso.ts';
import { type RunningHost, startHost } from '../../local/host/start-host.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { openQueue } from '../../shared/azure/message-queue.ts';
import type { OpenPartition } from '../../shared/azure/partition.ts';
import { MAILBOX_TABLE } from '../../shared/azure/storage.ts';
import { openTable } from '../../shared/azure/table.ts';
import type { Event, EventOf } from '../../shared/events/event.ts';
import { unpack } from '../../shared/mail/content.ts';
import { mailboxKey } from '../../shared/mail/mailbox-key.ts';
import { type MessageState, messageKey } from '../../shared/mailbox/keys.ts';
import { contentOf, fromValues, type MessageRecord } from '../../shared/mailbox/message-record.ts';
import { linesIn, parseLine } from './events.ts';
import { type Held, hurry, readHeld } from './hurry.ts';
import { guardAgainstLeaks } from './leak-guard.ts';
import { takeStorageAccount } from './storage-account.ts';
import { until as untilSeen } from './until.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');

/** A message as its row keeps it; `content` is what the producer wrote, as long as it is kept. */
interface Kept extends MessageRecord {
  content: unknown;
}

/** A stack with the built app running on it, as a test uses it. */
export interface Desk extends Stack {
  readonly host: RunningHost;
  /** A second process with the same settings; who starts it stops it. */
  startAnotherHost(): Promise<RunningHost>;
  /** Ends the app's process and starts another one in its place. */
  restart(): Promise<void>;
  /** Puts a message into the queue: an object as JSON, a text as it is. */
  enqueue(body: object | string): Promise<void>;
  /** Waits for the app's line about an attempt at this message. */
  attempt(id: string, number?: number): Promise<AttemptLine>;
  /** The rows of the app's table. */
  openPartition: OpenPartition;
  /** Waits until a message of the first mailbox, or of another partition, is in this state. */
  kept(id: string, state: MessageState, partition?: string): Promise<Kept>;
  /** What keeps the first mailbox from sending. */
  held(): Promise<Held>;
  /** Brings the time of everything that waits in the first mailbox, and rings. */
  hurry(): Promise<void>;
  /** Waits for a line of the app's log. */
  line<Name extends EventWithId['event']>(event: Name, id: string): Promise<EventOf<Name>>;
}

type EventWithId = Extract<Event, { id: string }>;

interface DeskOptions {
  /** The folder of the built app; `dist` if absent. */
  app?: string;
  contoso?: Contoso;
  /** Settings in place of the stack's, or made for it. */
  env?: Record<string, string> | ((stack: Stack) => Record<string, string>);
  hostArgs?: readonly string[];
  /** What is done before the app starts. */
  prepare?: (stack: Stack) => Promise<void>;
}

/**
 * Runs one test's work on a fresh stack. Checks that the app logged nothing but events as the list has them, and that
 * nothing is left of it afterwards.
 */
export async function onDesk(options: DeskOptions, work: (desk: Desk) => Promise<void>): Promise<void> {
  // Before the guard looks: what all tests share is left by none of them.
  const azurite = await takeStorageAccount();
  const nothingIsLeft = await guardAgainstLeaks();
  const stack = await startStack(options.contoso ?? (await makeContoso()), { azurite });
  try {
    const own = typeof options.env === 'function' ? options.env(stack) : options.env;
    const env = { PATH: process.env.PATH, ...stack.env, ...own };
    await options.prepare?.(stack);
    const hosts: RunningHost[] = [];
    const startOne = async () => {
      const host = await startHost({ app: options.app ?? dist, env, args: options.hostArgs ?? [] });
      hosts.push(host);
      return host;
    };
    const desk = makeDesk(stack, await startOne(), startOne);
    try {
      await work(desk);
    } finally {
      await desk.host.stop();
    }
    for (const { output } of hosts) linesIn(output()).map(parseLine);
  } finally {
    await stack.stop();
  }
  await nothingIsLeft();
}

/** How long a process goes by what it knows of the hold of all mailboxes, in seconds. */
const HOLD_IS_KNOWN_FOR = 6;

function makeDesk(stack: Stack, firstHost: RunningHost, startOne: () => Promise<RunningHost>): Desk {
  let host = firstHost;
  const { connectionString } = stack.azurite;
  const openPartition = openTable(
    TableClient.fromConnectionString(connectionString, MAILBOX_TABLE, { allowInsecureConnection: true }),
  );
  const queues = QueueServiceClient.fromConnectionString(connectionString);
  const ring = openQueue(queues, `${stack.queue.name}-turns`);
  const mailbox = mailboxKey(stack.contoso.mailbox.address);
  return {
    ...stack,
    openPartition,
    get host() {
      return host;
    },
    startAnotherHost: startOne,
    async restart() {
      await host.stop();
      host = await startOne();
    },
    async enqueue(body) {
      await stack.queue.sendMessage(typeof body === 'string' ? body : JSON.stringify(body));
    },
    attempt: (id, number = 1) =>
      until(`attempt ${number} at ${id}`, host, () =>
        readAttempts(host.output()).find((line) => line.id === id && line.attempt === number),
      ),
    kept: (id, state, partition = mailbox) =>
      until(`${id} to be ${state}`, host, async () => {
        const row = await openPartition(partition).read(messageKey(id));
        if (!row.ok || row.value?.values.state !== state) return undefined;
        const content = contentOf(row.value.values);
        return { ...fromValues(row.value.values), content: content && unpack(content) };
      }),
    held: () => readHeld(openPartition, mailbox),
    async hurry() {
      const at = await until('the turn to end', host, () => hurry(openPartition, mailbox, Date.now()));
      const { app: hold } = await readHeld(openPartition, mailbox);
      assert.ok((await ring({ mailbox, at }, hold ? HOLD_IS_KNOWN_FOR : 0)).ok);
    },
    line: (event, id) =>
      until(`${event} of ${id}`, host, () => {
        const lines = linesIn(host.output()).map((line) => JSON.parse(line));
        return lines.find((line) => line.event === event && line.id === id);
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

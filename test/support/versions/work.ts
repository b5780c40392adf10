import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import { type RunningHost, startHost } from '../../../local/host/start-host.ts';
import type { Stack } from '../../../local/stack.ts';
import type { Row } from '../../../shared/azure/partition.ts';
import { MAILBOX_TABLE } from '../../../shared/azure/storage.ts';
import { openTable } from '../../../shared/azure/table.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { MAILBOX_ROW, messageKey } from '../../../shared/mailbox/keys.ts';
import { until } from '../until.ts';
import { mailboxes, mailboxesSetting, recipients } from './company.ts';

/** What scenes are made with. */
export type Work = Awaited<ReturnType<typeof openWork>>;

/** What a killed process had in work is back in its queue soon. */
const soonBack = ['--invisible-seconds', '20', '--renewal-seconds', '10'];

/** Opens a stack for the app in this folder. */
export async function openWork(stack: Stack, app: string) {
  const { connectionString } = stack.azurite;
  const bundle = await readFile(path.join(app, 'index.cjs'), 'utf8');
  const knows = (name: string) => bundle.includes(name);
  const env = {
    PATH: process.env.PATH,
    ...stack.env,
    MAIL_MAILBOXES: `${mailboxesSetting(mailboxes)}; ${mailboxes.former}`,
    ...(knows('MAIL_RESULTS_QUEUE') && { MAIL_RESULTS_QUEUE: 'mail-results' }),
  };
  const open = openTable(
    TableClient.fromConnectionString(connectionString, MAILBOX_TABLE, { allowInsecureConnection: true }),
  );
  async function row(partition: string, rowKey: string): Promise<Row | undefined> {
    const read = await open(partition).read(rowKey);
    return read.ok ? read.value : undefined;
  }
  return {
    stack,
    open,
    row,
    /** Whether the app has a setting, a field or whatever else of this name. */
    knows,
    start: (more: NodeJS.ProcessEnv = {}): Promise<RunningHost> =>
      startHost({ app, env: { ...env, ...more }, args: soonBack }),
    async enqueue(id: string, more: object = {}): Promise<void> {
      await stack.queue.sendMessage(JSON.stringify(letter(id, more)));
    },
    /** Waits until a message is in this state. */
    is: (id: string, state: string, mailbox = mailboxes.main) =>
      until(`${id} to be ${state}`, async () => {
        const found = await row(mailboxKey(mailbox), messageKey(id));
        return found?.values.state === state;
      }),
    /** The row of a mailbox, as this app writes it. */
    async mailbox(address: string) {
      const found = await row(mailboxKey(address), MAILBOX_ROW);
      return { etag: found?.etag ?? '', state: JSON.parse(String(found?.values.mailbox ?? '{}')) };
    },
    /** `-poison`, `-turns`. */
    queueCalled: (suffix: string) => new QueueClient(connectionString, `${stack.queue.name}${suffix}`),
  };
}

/** A message with its id as its subject. */
export const letter = (id: string, more: object = {}) => ({
  id,
  from: mailboxes.main,
  to: recipients.ada,
  subject: id,
  text: `This is ${id}.`,
  metadata: { order: id },
  ...more,
});

/** Calls a function of the app, where it has one of this name. Says whether it has. */
export async function call(
  host: RunningHost,
  name: string,
  [method, route]: readonly [method: string, route: string],
  body?: object,
): Promise<boolean> {
  if (host.functions.every((one) => one.name !== name)) return false;
  const answer = await fetch(new URL(route, `${host.url}/api/`), {
    method,
    headers: { 'x-functions-key': host.key, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
  return true;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { TableClient } from '@azure/data-tables';
import { MAILBOX_TABLE } from '../../../shared/azure/storage.ts';
import { openTable } from '../../../shared/azure/table.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import type { Rig } from './rig.ts';

/** What a process of `one-row-process.ts` is told. */
export interface OneRowJob {
  connectionString: string;
  queue: string;
  mailbox: string;
}

const program = fileURLToPath(new URL('./one-row-process.ts', import.meta.url));

/** Starts the naive way: processes that update the mailbox's one row for each message of the queue. */
export async function startOneRow(
  { stack, mailboxes }: Rig,
  connectionString: string,
  processes: number,
): Promise<{ stop(): Promise<void> }> {
  const job: OneRowJob = { connectionString, queue: stack.queue.name, mailbox: mailboxes[0] as string };
  await openOneRow(job).commit([{ kind: 'create', rowKey: MAILBOX_ROW, values: { waiting: 0 } }]);
  const children = Array.from({ length: processes }, () =>
    spawn(process.execPath, [program, JSON.stringify(job)], { stdio: 'inherit' }),
  );
  return {
    async stop() {
      await Promise.all(children.map(end));
    },
  };
}

export const openOneRow = ({ connectionString, mailbox }: OneRowJob) =>
  openTable(
    TableClient.fromConnectionString(connectionString, MAILBOX_TABLE, { allowInsecureConnection: true }),
  )(mailbox);

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}

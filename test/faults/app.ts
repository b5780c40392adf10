import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { QueueClient } from '@azure/storage-queue';
import type { AdministerParts } from '../../shared/administration/administer.ts';
import { releaseHold } from '../../shared/administration/administer-holds.ts';
import { type App, createApp } from '../../shared/app.ts';
import { MAILBOX_TABLE } from '../../shared/azure/storage.ts';
import { openTable } from '../../shared/azure/table.ts';
import { TryAgain } from '../../shared/intake/queued.ts';
import { mailboxKey } from '../../shared/mail/mailbox-key.ts';
import { APP_PARTITION } from '../../shared/mailbox/app-hold.ts';
import { MAILBOX_ROW, messageKey } from '../../shared/mailbox/keys.ts';
import { pacePresets } from '../../shared/mailbox/pace.ts';
import type { Report } from '../../shared/validator/report.ts';
import { hurry } from '../support/hurry.ts';
import { until } from '../support/until.ts';
import type { Fault } from './fault.ts';
import type { World } from './world.ts';

/** The app with the settings of a world, as a process that has just started: no report, token or line is kept. */
async function withApp<Value>(world: World, use: (app: App) => Promise<Value>): Promise<Value> {
  for (const name of Object.keys(process.env)) if (name.startsWith('MAIL_')) delete process.env[name];
  Object.assign(process.env, world.env);
  const app = createApp();
  try {
    return await use(app);
  } finally {
    await app.close();
  }
}

const recipientOf = ({ id }: Fault): string => `${id}@fabrikam.example`;

/** Brings a message as the queue does; true where it is in its queue again afterwards. */
async function deliver(world: World, message: { id: string; from: string; to: string }): Promise<boolean> {
  const body = JSON.stringify({ ...message, subject: message.id, text: 'x' });
  const receipt = { id: message.id, attempt: 1, insertedAt: new Date() };
  const before = await countQueued(world);
  const isLeft = await withApp(world, (app) =>
    app
      .sendMail(body, receipt, () => {})
      .then(() => false)
      .catch((error) => {
        if (error instanceof TryAgain) return true;
        throw error;
      }),
  );
  return isLeft || (await countQueued(world)) > before;
}

/** Those too that the app hid for a while. */
async function countQueued({ stack }: World): Promise<number> {
  const queue = new QueueClient(stack.azurite.connectionString, stack.queue.name);
  const { approximateMessagesCount = 0 } = await queue.getProperties();
  return approximateMessagesCount;
}

/** Looks at everything; with `send` as who may act: a message goes, and what proves to be mended is released. */
export const look = (world: World, probe: 'envelope' | 'send'): Promise<Report> =>
  withApp(world, async (app) => {
    const ended = new AbortController();
    const host = probe === 'send' ? takeTurns(world, app, ended.signal) : undefined;
    const report = await app.validate({ probe, acts: probe === 'send' });
    ended.abort();
    await host;
    if (!report.ok) throw new Error(report.error);
    return report.value;
  });

/** Takes the rings out of their queue, as the host does. */
async function takeTurns({ stack }: World, app: App, ended: AbortSignal): Promise<void> {
  const rings = new QueueClient(stack.azurite.connectionString, `${stack.queue.name}-turns`);
  while (!ended.aborted) {
    const { receivedMessageItems: found = [] } = await rings.receiveMessages().catch(() => ({}) as never);
    for (const { messageId, popReceipt, messageText } of found) {
      await rings.deleteMessage(messageId, popReceipt);
      await app.takeTurn(JSON.parse(messageText), () => {});
    }
    if (found.length === 0) await sleep(20);
  }
}

/** The rows of the app's table, whatever its settings say. */
const openRows = ({ stack }: World) =>
  openTable(
    TableClient.fromConnectionString(stack.azurite.connectionString, MAILBOX_TABLE, {
      allowInsecureConnection: true,
    }),
  );

/** Does what `npm run holds -- release` does, without a process of its own. */
async function release(world: World, command: string): Promise<void> {
  const [, id] = /^npm run holds -- release (\S+)$/.exec(command) ?? [];
  if (id === undefined) throw new Error(`Not a command that releases: ${command}`);
  const parts: AdministerParts = {
    limits: pacePresets['exchange-online'],
    open: openRows(world),
    addresses: [world.mailbox.address],
    ring: async () => ({ ok: true, value: undefined }),
    now: Date.now,
    newId: randomUUID,
  };
  const released = await releaseHold(parts, id);
  if (!released.ok) throw new Error(`${command}: ${released.error.kind}`);
}

/** Brings the message that meets the fault; true where it is in its queue again afterwards. */
export const sendWhileBroken = (world: World, fault: Fault): Promise<boolean> =>
  deliver(world, {
    id: fault.id,
    from: fault.from ? world.sender.address : world.mailbox.address,
    to: recipientOf(fault),
  });

/** Has mail of this mailbox, or of another one, accepted while nothing is broken. */
export async function sendBefore(world: World, before: NonNullable<Fault['before']>): Promise<void> {
  let from = world.mailbox.address;
  if (before === 'mail of another mailbox') {
    from = `another-${from}`;
    world.contoso.exchange.mailboxes.push({ ...world.mailbox, address: from });
    for (const env of [world.env, world.rightEnv]) env.MAIL_MAILBOXES += `; ${from}`;
  }
  const { messages } = world.stack.exchange;
  const count = messages.length;
  await deliver(world, {
    id: `before-${world.mailbox.address.split('@')[0]}`,
    from,
    to: 'before@fabrikam.example',
  });
  if (messages.length !== count + 1) throw new Error(`Nothing was accepted of ${from}, and all was right`);
}

/** Whether the message of a fault reached Exchange Online. */
export const hasLeft = ({ stack }: World, fault: Fault): boolean =>
  stack.exchange.messages.some(({ envelope }) => envelope.to.includes(recipientOf(fault)));

/**
 * Releases what a report says is held, and brings the time of what waits. What stayed in its queue comes again; what is
 * neither there nor in its room is lost.
 */
export async function letLeave(
  world: World,
  fault: Fault,
  report: Report,
  { isInQueue }: { isInQueue: boolean },
): Promise<void> {
  for (const { release: command } of report.mail.flatMap(({ holds }) => holds)) await release(world, command);
  const rows = openRows(world);
  const key = mailboxKey(world.mailbox.address);
  const kept = await rows(key).read(messageKey(fault.id));
  const isKept = kept.ok && kept.value !== undefined;
  if (!isKept && isInQueue) await sendWhileBroken(world, fault);
  if (isKept) {
    const at = await until('the turn to end', () => hurry(rows, key, Date.now()));
    await withApp(world, (app) => app.takeTurn({ mailbox: key, at }, () => {}));
  }
}

/** Takes away the hold of all mailboxes, which the next fault would meet. */
export async function forgetAppHold(world: World): Promise<void> {
  await openRows(world)(APP_PARTITION).commit([{ kind: 'delete', rowKey: MAILBOX_ROW }]);
}

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AdministerParts } from '../shared/administration/administer.ts';
import type { Blobs } from '../shared/azure/blobs.ts';
import { CONTENT_CONTAINER } from '../shared/azure/content-container.ts';
import { openQueue } from '../shared/azure/message-queue.ts';
import { openStorage } from '../shared/azure/storage.ts';
import { createStorageClock } from '../shared/azure/storage-clock.ts';
import { systemClock } from '../shared/clock.ts';
import { failed, ok, type Result } from '../shared/failures/result.ts';
import { type Mailbox, parseMailboxes } from '../shared/mail/sender.ts';
import { pacePresets } from '../shared/mailbox/pace.ts';
import { type Environment, hasStorageFamily } from '../shared/settings/storage-connection.ts';
import { readStorageSettings } from '../shared/settings.ts';

/** What the commands of an administrator work with. */
export interface Administration {
  /** Whose mailboxes these are, in words. */
  where: string;
  mailboxes: readonly Mailbox[];
  parts: AdministerParts;
  /** The container of what does not fit into rows. */
  content: Blobs;
}

const stackNotes = path.resolve(import.meta.dirname, '..', '.local', 'stack.json');

/** Whose settings those are that no file and no environment gives. */
export const DESK = 'the stack on this desk (npm start)';

const howToName = `There are no settings here. Do one of these:
  npm start                                      in another terminal: the commands find the stack on this desk
  MAIL_STORAGE=… MAIL_QUEUE=… MAIL_MAILBOXES=…   in the environment (and the others), as the app has them in Azure
  --settings local.settings.json                 a file with them in "Values"`;

/**
 * Opens the storage that the commands are about: that of the file named by `--settings`, else of the environment, else
 * of the stack that `npm start` runs. The error says what to do.
 */
export async function openAdministration(
  settingsFile: string | undefined,
): Promise<Result<Administration, string>> {
  const chosen = await chooseEnvironment(settingsFile);
  if (!chosen.ok) return chosen;
  const { where, environment } = chosen.value;
  const storage = readStorageSettings(environment);
  const mailboxes = parseMailboxes(environment.MAIL_MAILBOXES ?? '');
  if (!storage.ok || !mailboxes.ok) {
    const problems = [
      ...(storage.ok ? [] : storage.error.map(({ name, says }) => `${name} ${says}`)),
      ...(mailboxes.ok ? [] : [`MAIL_MAILBOXES ${mailboxes.error}`]),
    ];
    return failed(`The settings of ${where} do not do: ${problems.join('; ')}.`);
  }
  const { now, hiddenSeconds } = systemClock;
  const clock = createStorageClock(now);
  const opened = openStorage(storage.value.storage, clock, now);
  if (!opened.ok) return failed(`MAIL_STORAGE of ${where} ${opened.error}.`);
  const { queues, openPartition, openBlobs } = opened.value;
  const intoTurns = openQueue(queues, `${storage.value.queue}-turns`);
  return ok({
    where,
    mailboxes: mailboxes.value,
    content: openBlobs(CONTENT_CONTAINER),
    parts: {
      limits: pacePresets[environment.MAIL_PACE === 'off' ? 'off' : 'exchange-online'],
      open: openPartition,
      addresses: mailboxes.value.map(({ address }) => address),
      ring: (mailbox, at) => intoTurns({ mailbox, at }, hiddenSeconds(at - clock.now())),
      now: clock.now,
      newId: randomUUID,
    },
  });
}

/** The settings that a command works with, and whose they are, in words; chosen as `openAdministration` says. */
export async function chooseEnvironment(
  settingsFile: string | undefined,
): Promise<Result<{ where: string; environment: Environment }, string>> {
  if (settingsFile !== undefined) {
    const values = await readJson(settingsFile);
    const { Values: environment } = (values ?? {}) as { Values?: Environment };
    if (!environment) return failed(`${settingsFile} cannot be read as JSON with settings in "Values".`);
    return ok({ where: settingsFile, environment });
  }
  if (process.env.MAIL_STORAGE || hasStorageFamily(process.env)) {
    return ok({ where: 'the environment', environment: process.env });
  }
  const environment = await readJson(stackNotes);
  return environment ? ok({ where: DESK, environment: environment as Environment }) : failed(howToName);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

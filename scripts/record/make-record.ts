import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import type { Environment } from '../../shared/settings/storage-connection.ts';
import { readSettings } from '../../shared/settings.ts';
import { compare } from './compare.ts';
import type { Extent } from './converse.ts';
import type { DialogueRecord } from './record.ts';
import { runDialogue } from './run-dialogue.ts';
import { withStandIns } from './stand-in.ts';

/** Records the dialogue with the tenant of these settings, then that with the stand-ins. The error is for people. */
export async function makeRecord(
  environment: Environment,
  { mailbox, sends }: Extent,
  now: Date,
): Promise<Result<DialogueRecord, string>> {
  const settings = readSettings(environment);
  if (!settings.ok) return failed(settings.error.map(({ name, says }) => `${name} ${says}`).join('; '));
  const { certificate, permissionModel, mailboxes } = settings.value;
  const chosen = mailboxes.find(
    ({ address }) => address.toLowerCase() === (mailbox ?? address).toLowerCase(),
  );
  if (!chosen) return failed('MAIL_MAILBOXES names no such mailbox.');
  const tenant = await runDialogue(environment, { mailbox: chosen.address, sends });
  if (!tenant.ok) return tenant;
  const { failure } = tenant.value;
  const situation = { certificateSource: certificate.source, permissionModel, failure };
  const folder = await mkdtemp(path.join(tmpdir(), 'sendasapp-record-'));
  try {
    const standIn = await withStandIns(situation, folder, (env) =>
      runDialogue({ PATH: environment.PATH, ...env }, { sends }),
    );
    if (!standIn.ok) throw new Error(`the stand-ins' own settings are wrong: ${standIn.error}`);
    return ok({
      version: 1,
      at: now.toISOString(),
      situation: { ...situation, sends, cloud: environment.MAIL_CLOUD || 'worldwide' },
      tenant: tenant.value,
      standIn: standIn.value,
      compared: compare(tenant.value.lines, standIn.value.lines),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { APP_PARTITION } from '../../../../shared/mailbox/app-hold.ts';
import { MAILBOX_ROW } from '../../../../shared/mailbox/keys.ts';
import { until } from '../../until.ts';
import { mailboxes } from '../company.ts';
import type { Work } from '../work.ts';

/** Entra refuses the application: every mailbox is held. The process ends with the turn that it has. */
export async function holdEverything({ stack, start, enqueue, row }: Work): Promise<void> {
  stack.contoso.application.enabled = false;
  const host = await start();
  await enqueue('held-app', { from: mailboxes.app });
  await until('the hold of all mailboxes', () => row(APP_PARTITION, MAILBOX_ROW));
  host.kill();
  await host.exited;
}

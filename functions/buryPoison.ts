import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { logTo } from './log-to.ts';
import { toReceipt } from './to-receipt.ts';

/** What the host gave up on is settled with its explanation; the poison queue itself stays empty. */
export function registerBuryPoison(mail: App): void {
  host.storageQueue('buryPoison', {
    queueName: '%MAIL_QUEUE%-poison',
    connection: 'MAIL_STORAGE',
    handler: (body, context) => mail.buryPoison(body, toReceipt(context), logTo(context)),
  });
}

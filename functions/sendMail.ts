import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { logTo } from './log-to.ts';
import { toReceipt } from './to-receipt.ts';

/** Each message of the mail queue is sent, buried with its explanation, or left for another try. */
export function registerSendMail(mail: App): void {
  host.storageQueue('sendMail', {
    queueName: '%MAIL_QUEUE%',
    connection: 'MAIL_STORAGE',
    handler: (body, context) => mail.sendMail(body, toReceipt(context), logTo(context)),
  });
}

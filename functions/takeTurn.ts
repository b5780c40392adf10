import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { logTo } from './log-to.ts';

/** A ring: messages of a mailbox that had to wait may go now. */
export function registerTakeTurn(mail: App): void {
  host.storageQueue('takeTurn', {
    queueName: '%MAIL_QUEUE%-turns',
    connection: 'MAIL_STORAGE',
    handler: (body, context) => mail.takeTurn(body, logTo(context)),
  });
}

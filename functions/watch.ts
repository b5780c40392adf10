import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { logTo } from './log-to.ts';

/** Every day at six (UTC): validates, and logs what has changed since the day before. */
export function registerWatch(mail: App): void {
  host.timer('watch', {
    schedule: '0 0 6 * * *',
    handler: (_timer, context) => mail.watch(logTo(context)),
  });
}

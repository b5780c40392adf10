import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { logTo } from './log-to.ts';

/** Every five minutes and at the start: what waits although nobody was rung for it gets its turn. */
export function registerSweep(mail: App): void {
  host.timer('sweep', {
    schedule: '0 */5 * * * *',
    runOnStartup: true,
    handler: (_timer, context) => mail.sweep(logTo(context)),
  });
}

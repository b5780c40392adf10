import { app as host } from '@azure/functions';
import type { App } from '../shared/app.ts';
import { registerBuryPoison } from './buryPoison.ts';
import { registerExplain } from './explain.ts';
import { registerSendMail } from './sendMail.ts';
import { registerSweep } from './sweep.ts';
import { registerTakeTurn } from './takeTurn.ts';
import { registerValidate } from './validate.ts';
import { registerWatch } from './watch.ts';

/** Every function of the app, and its end. */
export function register(mail: App): void {
  registerSendMail(mail);
  registerTakeTurn(mail);
  registerSweep(mail);
  registerBuryPoison(mail);
  registerValidate(mail);
  registerExplain(mail);
  registerWatch(mail);
  host.hook.appTerminate(() => mail.close());
}

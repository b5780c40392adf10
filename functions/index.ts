import { app as host } from '@azure/functions';
import { createApp } from '../shared/app.ts';
import { registerBuryPoison } from './buryPoison.ts';
import { registerSendMail } from './sendMail.ts';

const mail = createApp();

registerSendMail(mail);
registerBuryPoison(mail);
host.hook.appTerminate(() => mail.close());

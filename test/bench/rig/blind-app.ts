// The control of `crash` and `outage`: one function that sends what the queue brings and leaves each failure to it.
import { app as host } from '@azure/functions';
import { createTransport } from 'nodemailer';
import { mailIdentity } from '../../../shared/identity/mail-identity.ts';
import { readSettings } from '../../../shared/settings.ts';
import { connectionOptions } from '../../../shared/smtp/endpoint.ts';
import { startStopwatch } from '../../../shared/stopwatch.ts';

const settings = readSettings();
if (!settings.ok) throw new Error(JSON.stringify(settings.error));
const { cloud, smtpPort } = settings.value;
const token = mailIdentity(settings.value);

host.storageQueue('sendMail', {
  queueName: '%MAIL_QUEUE%',
  connection: 'MAIL_STORAGE',
  async handler(body) {
    const { id, from, to, subject, text } = body as Record<'id' | 'from' | 'subject' | 'text', string> & {
      to: string[];
    };
    const accessToken = await token(startStopwatch());
    if (!accessToken.ok) throw new Error(accessToken.error.said);
    const transport = createTransport({
      ...connectionOptions({ host: cloud.smtpHost, port: smtpPort }),
      auth: { type: 'OAuth2', user: from, accessToken: accessToken.value },
    });
    try {
      // As careful as such functions get: a copy carries the Message-ID of the first.
      await transport.sendMail({ from, to, subject, text, messageId: `<${id}@blind.example>` });
    } finally {
      transport.close();
    }
  },
});

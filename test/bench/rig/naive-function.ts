// A function as it is written first, in a process of its own: for each message a token, a connection, one at a time.
import { ClientCertificateCredential } from '@azure/identity';
import { QueueClient } from '@azure/storage-queue';
import { createTransport } from 'nodemailer';
import { connectionOptions } from '../../../shared/smtp/endpoint.ts';
import type { NaiveJob } from './run-client.ts';

const job = JSON.parse(process.argv[2] ?? '') as NaiveJob;
const queue = new QueueClient(job.connectionString, job.queue);

async function send(message: { from: string }): Promise<void> {
  const credential = new ClientCertificateCredential(
    job.tenantId,
    job.clientId,
    { certificate: job.certificate },
    { authorityHost: job.authorityHost, disableInstanceDiscovery: true },
  );
  const { token } = await credential.getToken(job.scope);
  const transport = createTransport({
    ...connectionOptions({ host: 'localhost', port: job.port }),
    auth: { type: 'OAuth2', user: message.from, accessToken: token },
  });
  await transport.sendMail(message);
}

for (let left = job.count; left > 0; left -= 1) {
  const { receivedMessageItems } = await queue.receiveMessages();
  for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
    await send(JSON.parse(messageText));
    await queue.deleteMessage(messageId, popReceipt);
  }
}

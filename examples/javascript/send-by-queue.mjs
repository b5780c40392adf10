// npm install @azure/identity @azure/storage-queue
// QUEUE_URL=https://contosomail.queue.core.windows.net/mail-outbound node send-by-queue.mjs
import { DefaultAzureCredential } from '@azure/identity';
import { QueueClient } from '@azure/storage-queue';

const queue = new QueueClient(process.env.QUEUE_URL, new DefaultAzureCredential());
await queue.sendMessage(
  JSON.stringify({
    id: 'invoice-4711', // the same id is sent once, however often this runs
    from: { name: 'Contoso Billing', address: 'billing@contoso.com' },
    to: 'ada@fabrikam.com',
    subject: 'Your invoice 4711',
    text: 'Hello Ada, the invoice is attached.',
    attachments: [{ filename: 'invoice.txt', content: Buffer.from('4711: EUR 100').toString('base64') }],
  }),
  { messageTimeToLive: -1 }, // else a message that waits is gone after seven days
);

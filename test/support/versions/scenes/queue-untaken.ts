import type { QueueClient } from '@azure/storage-queue';
import { mailboxKey } from '../../../../shared/mail/mailbox-key.ts';
import { until } from '../../until.ts';
import { mailboxes } from '../company.ts';
import { letter, type Work } from '../work.ts';

/** The table is away: a message goes back into its queue, and its process ends before it is out of it. */
export async function putBack({ stack, start, enqueue }: Work): Promise<void> {
  const { connectionString } = stack.azurite;
  const nobody = 'TableEndpoint=http://127.0.0.1:1/devstoreaccount1';
  const host = await start({ MAIL_STORAGE: connectionString.replace(/TableEndpoint=[^;]*/, nobody) });
  await enqueue('put-back', { subject: 'Zurück' });
  await until('it to be put back', () => /mail\.put-back[^\n]*"put-back"/.test(host.output()));
  host.kill();
  await host.exited;
}

/** Messages in every form that the queue may bring, and what the host gave up on: a new one, and one that is known. */
export async function queueUntaken({ stack, queueCalled }: Work): Promise<void> {
  const json = (form: string) => JSON.stringify(letter(`queued-${form}`));
  await stack.queue.sendMessage(`\uFEFF ${json('json')}\n`);
  await stack.queue.sendMessage(Buffer.from(json('base64')).toString('base64'));
  await stack.queue.sendMessage(Buffer.from(json('base64url')).toString('base64url'));
  const poison = queueCalled('-poison');
  await poison.createIfNotExists();
  for (const id of ['poison-new', 'accepted']) await poison.sendMessage(JSON.stringify(letter(id)));
}

/** All mail, and the ring for the retry; of others that come later, the sweep makes up for what is lost. */
export async function everythingIsSeen({ stack, queueCalled }: Work): Promise<void> {
  await patiently('the mail to be seen', async () => {
    const { approximateMessagesCount } = await stack.queue.getProperties();
    return (await shownIn(stack.queue)).length === approximateMessagesCount;
  });
  const ring = `"mailbox":"${mailboxKey(mailboxes.main)}"`;
  await patiently('a ring', async () =>
    (await shownIn(queueCalled('-turns'))).some((text) => text.includes(ring)),
  );
}

async function shownIn(queue: QueueClient): Promise<string[]> {
  const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: 32 });
  return peekedMessageItems.map(({ messageText }) => messageText);
}

/** Longer than any test waits: two minutes. */
async function patiently(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await until(what, look);
      return;
    } catch (error) {
      if (tries === 6) throw error;
    }
  }
}

// `npm run enqueue [-- message.json]`: puts a message into the queue of the stack that `npm start` runs.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import { sampleMessage } from './sample-message.ts';

const [file] = process.argv.slice(2);
const notes = path.resolve(import.meta.dirname, '..', '.local', 'stack.json');
try {
  const { MAIL_STORAGE, MAIL_QUEUE } = JSON.parse(
    await readFile(notes, 'utf8').catch(() => {
      throw new Error('No stack is running here. Start one in another terminal: npm start');
    }),
  );
  const body = file ? await readFile(file, 'utf8') : JSON.stringify(sampleMessage(`sample-${Date.now()}`));
  const { messageId } = await new QueueClient(MAIL_STORAGE, MAIL_QUEUE).sendMessage(body);
  console.log(
    `Queued in ${MAIL_QUEUE} as queue message ${messageId}. Its way shows in the terminal of npm start.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

// Queue functions that do what the message asks for and log what they saw as one line `saw {…}`.
const { setTimeout: sleep } = require('node:timers/promises');
const { app } = require('@azure/functions');
const { QueueClient } = require('@azure/storage-queue');

let running = 0;

async function handler(input, context) {
  running += 1;
  const { triggerMetadata, functionName } = context;
  context.log(`saw ${JSON.stringify({ functionName, input, running, triggerMetadata })}`);
  try {
    const { id, popReceipt } = triggerMetadata;
    const queue = new QueueClient(process.env.MAIL_STORAGE, process.env.WORK_QUEUE);
    if (input?.update) await queue.updateMessage(id, popReceipt, 'updated', 1);
    if (input?.remove) await queue.deleteMessage(id, popReceipt);
    await sleep(input?.milliseconds ?? 0);
    if (input?.fail || process.env.FAIL === functionName) throw new Error('as the message asked');
  } finally {
    running -= 1;
    context.debug('done');
  }
}

const connection = 'MAIL_STORAGE';
app.storageQueue('work', { queueName: '%WORK_QUEUE%', connection, handler });
if (process.env.POISON_FUNCTION) {
  app.storageQueue('poisoned', { queueName: '%WORK_QUEUE%-poison', connection, handler });
}
app.hook.appTerminate(() => console.log('terminated'));

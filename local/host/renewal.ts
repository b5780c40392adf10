import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { isMessageLost } from './storage-refusal.ts';

/**
 * Keeps a message invisible while its function runs, and its `popReceipt` current. Ends by itself when the message
 * is lost; any other refusal goes to `onError`.
 * @returns a function that ends the renewal, once a running one is through
 */
export function renewInvisibility(
  queue: QueueClient,
  message: DequeuedMessageItem,
  times: { invisibleSeconds: number; renewalSeconds: number },
  onError: (error: unknown) => void,
): () => Promise<void> {
  let running = Promise.resolve();
  const renew = async () => {
    try {
      const { popReceipt } = await queue.updateMessage(
        message.messageId,
        message.popReceipt,
        undefined,
        times.invisibleSeconds,
      );
      if (popReceipt) message.popReceipt = popReceipt;
    } catch (error) {
      clearInterval(timer);
      if (!isMessageLost(error)) onError(error);
    }
  };
  const timer = setInterval(() => {
    running = running.then(renew);
  }, times.renewalSeconds * 1000);
  return () => {
    clearInterval(timer);
    return running;
  };
}

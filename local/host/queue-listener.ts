import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { describe, log } from './log.ts';
import type { PoisonQueue } from './poison-queue.ts';
import { createPollingDelay } from './polling-delay.ts';
import { isDecodable, messageText, poisonText } from './queue-message.ts';
import type { QueueOptions } from './queue-options.ts';
import { renewInvisibility } from './renewal.ts';
import { isMessageLost, pollsOn } from './storage-refusal.ts';

/** Something that waits for work. `stop` takes no more and resolves when what runs has ended. */
export interface Listener {
  stop(): Promise<void>;
}

export interface QueueListener extends Listener {
  /** Polls now instead of at the end of the idle delay. */
  wake(): void;
}

interface Parts {
  queue: QueueClient;
  poison: PoisonQueue | undefined;
  options: QueueOptions;
  times: { invisibleSeconds: number; renewalSeconds: number };
  /** Calls the function; false when it failed. */
  run(message: DequeuedMessageItem, text: string): Promise<boolean>;
  /** A refusal that ends the host: "unhandled exception" in the real one. */
  crash(error: unknown): void;
}

/** Polls one queue for one function, with the rules of the Storage Queues extension 5.3. */
export function startQueueListener({ queue, poison, options, times, run, crash }: Parts): QueueListener {
  const { batchSize, newBatchThreshold, maxDequeueCount, messageEncoding, visibilitySeconds } = options;
  const inWork = new Set<Promise<void>>();
  const stopping = new AbortController();
  const delay = createPollingDelay(options.maxPollingMilliseconds);
  let woken = false;
  let endPause = () => {};

  const wake = () => {
    woken = true;
    endPause();
  };
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopping.signal.aborted) endPause();
    });

  const unlessLost = async (request: Promise<unknown>) => {
    try {
      await request;
    } catch (error) {
      if (!isMessageLost(error)) throw error;
      log('debug', 'host', `A message of queue '${queue.name}' is no longer ours.`);
    }
  };
  const remove = (message: DequeuedMessageItem) =>
    unlessLost(queue.deleteMessage(message.messageId, message.popReceipt));
  const release = (message: DequeuedMessageItem) =>
    unlessLost(queue.updateMessage(message.messageId, message.popReceipt, undefined, visibilitySeconds));

  const bury = async (message: DequeuedMessageItem, to: PoisonQueue) => {
    const limit = `Message has reached MaxDequeueCount of ${maxDequeueCount}.`;
    log('warning', 'host', `${limit} Moving message to queue '${to.name}'.`);
    await to.add(poisonText(message.messageText, messageEncoding));
    await remove(message);
  };

  const handle = async (message: DequeuedMessageItem) => {
    if (poison && message.dequeueCount > maxDequeueCount) return bury(message, poison);
    const endRenewal = renewInvisibility(queue, message, times, crash);
    const text = messageText(message.messageText, messageEncoding);
    if (text === undefined) log('error', 'host', `Message ${message.messageId} is not UTF-8 text.`);
    const succeeded = text !== undefined && (await run(message, text));
    await endRenewal();
    if (succeeded) return remove(message);
    // Without a poison queue a failed message is left invisible, so that it does not spin.
    if (!poison) return;
    return message.dequeueCount >= maxDequeueCount ? bury(message, poison) : release(message);
  };

  const receive = async (): Promise<DequeuedMessageItem[]> => {
    try {
      const { receivedMessageItems } = await queue.receiveMessages({
        numberOfMessages: batchSize,
        visibilityTimeout: times.invisibleSeconds,
        abortSignal: stopping.signal,
      });
      // An empty body arrives as undefined.
      return receivedMessageItems.map((item) => ({ ...item, messageText: item.messageText ?? '' }));
    } catch (error) {
      if (!stopping.signal.aborted && !pollsOn(error)) throw error;
      log('debug', 'host', `Poll of queue '${queue.name}': ${describe(error)}`);
      return [];
    }
  };

  const poll = async () => {
    let foundSincePause = false;
    while (!stopping.signal.aborted) {
      woken = false;
      const messages = await receive();
      const decodable = messages.filter((message) => isDecodable(message.messageText, messageEncoding));
      for (const message of messages) {
        if (decodable.includes(message)) continue;
        const failure = 'Message decoding has failed! Check MessageEncoding settings.';
        log('warning', 'host', `${failure} MessageId=${message.messageId}.`);
        if (poison) await bury(message, poison);
      }
      for (const message of decodable) {
        const work = handle(message)
          .catch(crash)
          .finally(() => inWork.delete(work));
        inWork.add(work);
      }
      if (decodable.length > 0) {
        foundSincePause = true;
        while (inWork.size > newBatchThreshold) await Promise.race(inWork);
      } else {
        await pause(delay(foundSincePause));
        foundSincePause = false;
      }
    }
  };

  const polling = poll().catch(crash);
  return {
    wake,
    async stop() {
      stopping.abort();
      endPause();
      await polling;
      await Promise.all(inWork);
    },
  };
}

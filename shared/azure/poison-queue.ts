import type { QueueServiceClient } from '@azure/storage-queue';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';

const BACK_AFTER_SECONDS = 300;

/** Puts a body into `<queue>-poison` as a new message that never expires and is seen again after five minutes. */
export function openPoisonQueue(queues: QueueServiceClient, queue: string) {
  const client = queues.getQueueClient(`${queue}-poison`);
  return async (body: unknown): Promise<Result<void, Fault>> => {
    try {
      await client.sendMessage(typeof body === 'string' ? body : asciiJson(body), {
        visibilityTimeout: BACK_AFTER_SECONDS,
        messageTimeToLive: -1,
      });
      return ok(undefined);
    } catch (error) {
      return failed(faultFromAzure('setup', error));
    }
  };
}

/** The queue refuses some characters (U+0001, U+FFFE) and alters lone surrogates; as escapes all of them travel. */
const asciiJson = (body: unknown): string =>
  JSON.stringify(body).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

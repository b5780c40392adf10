import type { QueueServiceClient } from '@azure/storage-queue';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { toJson } from '../json.ts';
import { faultFromAzure } from './fault-from-azure.ts';

/** Puts a body into a queue, to be seen after so many seconds; it never expires. */
export type PutIntoQueue = (body: unknown, afterSeconds: number) => Promise<Result<void, Fault>>;

/** A queue of ours. Creates it where it is missing. */
export function openQueue(queues: QueueServiceClient, name: string): PutIntoQueue {
  const client = queues.getQueueClient(name);
  return async (body, afterSeconds) => {
    const text = typeof body === 'string' ? body : asciiJson(body);
    const put = () =>
      client.sendMessage(text, {
        visibilityTimeout: Math.max(0, Math.ceil(afterSeconds)),
        messageTimeToLive: -1,
      });
    try {
      await put().catch(async (error) => {
        if (error?.statusCode !== 404) throw error;
        await client.createIfNotExists();
        await put();
      });
      return ok(undefined);
    } catch (error) {
      return failed(faultFromAzure('storage', error));
    }
  };
}

/** The queue refuses some characters (U+0001, U+FFFE) and alters lone surrogates; as escapes all of them travel. */
const asciiJson = (body: unknown): string =>
  toJson(body).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

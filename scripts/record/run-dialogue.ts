import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Result } from '../../shared/failures/result.ts';
import type { Environment } from '../../shared/settings/storage-connection.ts';
import type { Dialogue, Extent } from './converse.ts';

/**
 * The dialogue that the app has with these settings. In a thread of its own: the Azure SDKs read the environment, and
 * keep tokens of the managed identity for the whole process. The error says which settings are wrong.
 */
export async function runDialogue(
  environment: Environment,
  extent: Extent,
): Promise<Result<Dialogue, string>> {
  const worker = new Worker(new URL('./converse-worker.ts', import.meta.url), {
    env: { ...environment },
    workerData: extent,
  });
  try {
    const [answer] = await once(worker, 'message');
    return answer;
  } finally {
    await worker.terminate();
  }
}

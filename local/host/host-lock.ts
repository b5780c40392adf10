import { setTimeout as sleep } from 'node:timers/promises';
import { type BlockBlobClient, type ContainerClient, RestError } from '@azure/storage-blob';
import { describe, log } from './log.ts';

const leaseSeconds = 60;

const hasCode = (error: unknown, ...codes: string[]) =>
  error instanceof RestError && codes.includes(error.code ?? '');

async function tryLease(container: ContainerClient, blob: BlockBlobClient) {
  try {
    await container.createIfNotExists();
    // Without this condition the upload would need the lease of a blob that somebody holds.
    await blob.upload('', 0, { conditions: { ifNoneMatch: '*' } });
  } catch (error) {
    if (!hasCode(error, 'BlobAlreadyExists', 'LeaseIdMissing')) throw error;
  }
  const lease = blob.getBlobLeaseClient();
  try {
    await lease.acquireLease(leaseSeconds);
    return lease;
  } catch (error) {
    if (hasCode(error, 'LeaseAlreadyPresent')) return undefined;
    throw error;
  }
}

/**
 * Takes the lease of a lock blob, trying again every `recoverySeconds` while another process has it or storage does
 * not answer, then renews it every half of its 60 s. A renewal that fails goes to `crash`.
 * @returns a function that gives the lease back; undefined when `signal` ended the waiting
 */
export async function holdHostLock(
  container: ContainerClient,
  name: string,
  {
    recoverySeconds,
    signal,
    crash,
  }: { recoverySeconds: number; signal: AbortSignal; crash(error: unknown): void },
): Promise<(() => Promise<void>) | undefined> {
  const blob = container.getBlockBlobClient(name);
  while (!signal.aborted) {
    const lease = await tryLease(container, blob).catch((error) => {
      log('error', 'host', `Lock '${name}' could not be asked for: ${describe(error)}`);
      return undefined;
    });
    if (lease) {
      const renewal = setInterval(() => {
        lease.renewLease().catch(crash);
      }, leaseSeconds * 500);
      return async () => {
        clearInterval(renewal);
        await lease.releaseLease();
      };
    }
    await sleep(recoverySeconds * 1000, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

import { createHash } from 'node:crypto';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { faultFromAzure } from './fault-from-azure.ts';

const BURIED_CONTAINER = 'mail-buried';

/** Keeps buried messages as blobs, `<id>.json`; other content with the same id gets its hash into the name. */
export function openGraveyard(blobs: BlobServiceClient) {
  const container = blobs.getContainerClient(BURIED_CONTAINER);

  /** False where a blob of that name is there already. */
  async function put(name: string, text: string, payloadHash: string): Promise<boolean> {
    try {
      await container.getBlockBlobClient(name).upload(text, Buffer.byteLength(text), {
        blobHTTPHeaders: { blobContentType: 'application/json; charset=utf-8' },
        metadata: { payloadHash },
        conditions: { ifNoneMatch: '*' },
      });
      return true;
    } catch (error) {
      const { code } = faultFromAzure('setup', error);
      if (code === 'BlobAlreadyExists') return false;
      if (code !== 'ContainerNotFound') throw error;
      await container.createIfNotExists();
      return put(name, text, payloadHash);
    }
  }

  async function holds(name: string, payloadHash: string): Promise<boolean> {
    const { metadata } = await container.getBlobClient(name).getProperties();
    return metadata?.payloadhash === payloadHash;
  }

  return async (message: { id: string; payload: unknown }): Promise<Result<string, Fault>> => {
    const text = JSON.stringify(message, null, 2);
    const payloadHash = createHash('sha256').update(JSON.stringify(message.payload)).digest('hex');
    const name = `${message.id}.json`;
    try {
      // There with the same content: buried before, by a process that died before it could say so.
      if ((await put(name, text, payloadHash)) || (await holds(name, payloadHash))) return ok(name);
      const beside = `${message.id}.${payloadHash.slice(0, 12)}.json`;
      await put(beside, text, payloadHash);
      return ok(beside);
    } catch (error) {
      return failed(faultFromAzure('setup', error));
    }
  };
}

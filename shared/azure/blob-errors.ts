import type { Fault } from '../failures/fault.ts';
import { faultFromAzure } from './fault-from-azure.ts';

/** What a `RestError` of the blob service carries. An answer to HEAD has no body: then the code is in a header only. */
interface BlobError extends Error {
  code?: string;
  statusCode?: number;
  details?: { errorCode?: string };
}

const codeOf = (thrown: unknown): string | undefined => {
  const { code, details } = thrown as BlobError;
  return details?.errorCode ?? code;
};

/** The container is there, and the blob is not. */
export const isBlobMissing = (thrown: unknown): boolean => codeOf(thrown) === 'BlobNotFound';

export const isContainerMissing = (thrown: unknown): boolean => codeOf(thrown) === 'ContainerNotFound';

/** A fault with the service's own code; `withinMs` is how long its answer was waited for. */
export function faultFromBlobs(thrown: unknown, withinMs: number): Fault {
  const { name, message, statusCode } = thrown as BlobError;
  const fault = faultFromAzure('storage', thrown);
  if (name === 'AbortError') return { ...fault, said: `no answer within ${withinMs} ms` };
  const code = codeOf(thrown);
  return {
    ...fault,
    ...(code !== undefined && { code }),
    ...(message === '' && { said: `the blob service refused it (HTTP ${statusCode})` }),
  };
}

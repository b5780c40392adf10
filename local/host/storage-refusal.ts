import { RestError } from '@azure/storage-queue';

const queueUnavailable = new Set(['QueueNotFound', 'QueueBeingDeleted', 'QueueDisabled']);
const messageLost = new Set([...queueUnavailable, 'MessageNotFound', 'PopReceiptMismatch']);

/** A refusal after which the queue listener polls on: no such queue, or the service's own fault (5xx). */
export const pollsOn = (error: unknown): boolean =>
  error instanceof RestError &&
  (queueUnavailable.has(error.code ?? '') || (error.statusCode !== undefined && error.statusCode >= 500));

/** The message is no longer ours to delete, release or renew; the listener says nothing. Azurite 400, Azure 404. */
export const isMessageLost = (error: unknown): boolean =>
  error instanceof RestError && messageLost.has(error.code ?? '');

export const isQueueMissing = (error: unknown): boolean =>
  error instanceof RestError && error.code === 'QueueNotFound';

import type { InvocationContext } from '@azure/functions';
import { messageIdPattern } from '../shared/mail/message-id.ts';
import type { Receipt } from '../shared/mail/receipt.ts';
import { traceparentOf } from './traceparent-of.ts';

/**
 * The queue message's own facts. A body can bring fields that hide them, so each is checked for its form; an id
 * that could not be a file name is replaced by the invocation's.
 */
export function toReceipt(context: InvocationContext): Receipt {
  const { triggerMetadata = {}, invocationId } = context;
  const traceparent = traceparentOf(context);
  const { id, dequeueCount, insertionTime } = triggerMetadata;
  const inserted = new Date(String(insertionTime));
  return {
    id: typeof id === 'string' && messageIdPattern.test(id) ? id : invocationId,
    attempt: typeof dequeueCount === 'number' ? dequeueCount : Number(dequeueCount) || 1,
    insertedAt: Number.isNaN(inserted.getTime()) ? new Date() : inserted,
    ...(traceparent !== undefined && { traceparent }),
  };
}

import { type Explanation, explain } from '../failures/explain.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';

/** What a message's last failure means; undefined where nothing failed. */
export function explainRecord(
  { id, failure, history }: MessageRecord,
  values: PlaceholderValues = {},
): Explanation | undefined {
  const fault = history.findLast(({ faults = [] }) => faults.length > 0)?.faults?.[0];
  if (failure === undefined) return undefined;
  return explainKept({ failure, said: fault?.said ?? '', at: fault?.at }, { messageId: id, ...values });
}

/** Explains a failure that was kept by its id and the words that were said. */
export function explainKept(
  { failure, said, at = 'submit' }: { failure: string; said: string; at?: Explanation['at'] | undefined },
  values: PlaceholderValues = {},
): Explanation {
  const isListed = failure !== 'unlisted' && failure !== '';
  return explain({ at, said, ...(isListed && { code: failure }) }, values);
}

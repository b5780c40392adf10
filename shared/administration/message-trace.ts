import { fillCommand } from '../failures/placeholders.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';

const MARGIN_MS = 10 * 60_000;
/** The cmdlet answers for ten days at most. */
const LONGEST_MS = 9 * 24 * 3_600_000;

/**
 * The command that asks Exchange Online what became of an uncertain message: from ten minutes before the last attempt
 * to ten after it. `recipient` is one whom that attempt told. Message trace shows what was accepted, mostly within
 * minutes (learn.microsoft.com, Get-MessageTraceV2).
 */
export function messageTraceCommand(record: MessageRecord, recipient: string | undefined): string {
  const { from, due, takenInAt, history, failure } = record;
  const ended = history.findLast(({ what }) => what !== 'resent')?.at ?? takenInAt;
  // When a process died, only this is known: not before the message was due, and not after it was found.
  const began = failure === 'process-died' ? Math.max(due, ended - LONGEST_MS) : ended;
  const [start, end] = [began - MARGIN_MS, ended + MARGIN_MS].map((at) =>
    new Date(at).toISOString().slice(0, 19),
  );
  return fillCommand(
    `Get-MessageTraceV2 -SenderAddress {sender} -RecipientAddress {recipient} -StartDate ${start}Z -EndDate ${end}Z`,
    { sender: from, recipient },
  );
}

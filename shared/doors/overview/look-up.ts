import type { FoundMessage } from '../../administration/message-handle.ts';
import { messageTraceCommand } from '../../administration/message-trace.ts';
import type { Explanation } from '../../failures/explain.ts';
import type { Fault } from '../../failures/fault.ts';
import { failed, ok, type Result } from '../../failures/result.ts';
import { findMessage } from '../find-message.ts';
import type { DoorParts } from '../parts.ts';
import { statusOf } from '../read-status.ts';
import { statusView } from '../status-view.ts';
import { type Resendable, resendable, valuesFor, whoseOf } from './ended-entry.ts';
import { type Told, tellHistory } from './history.ts';
import { ownExplanation } from './own-words.ts';

/** What became of one message, without its subject and its recipients. */
export interface MessageStory extends Omit<ReturnType<typeof statusView>, 'version'> {
  mailbox?: string;
  from?: string;
  /** How many. */
  recipients: number;
  resend: Resendable;
  explanation?: Explanation;
  /** Asks Exchange Online whether it took the message, where only that knows. */
  trace?: string;
  /** The oldest first. */
  history: readonly Told[];
}

/** An answer to a look-up: one message, several of one id by their handles, or none. */
export interface LookedUp {
  asked: string;
  message?: MessageStory;
  handles?: readonly string[];
}

/** Finds a message by its id or handle, and tells what became of it. */
export async function lookUp(
  parts: Pick<DoorParts, 'open' | 'addresses' | 'mailboxes' | 'known' | 'limits' | 'now'>,
  written: string,
): Promise<Result<LookedUp, Fault>> {
  const asked = written.trim();
  const found = await findMessage(parts, asked);
  if (found.ok) {
    const message = await tell(parts, found.value);
    return message.ok ? ok({ asked, message: message.value }) : message;
  }
  switch (found.error.kind) {
    case 'not-found':
      return ok({ asked });
    case 'ambiguous':
      return ok({ asked, handles: found.error.handles });
    case 'unavailable':
      return failed(found.error.fault);
  }
}

async function tell(
  parts: Parameters<typeof lookUp>[0],
  found: FoundMessage,
): Promise<Result<MessageStory, Fault>> {
  const status = await statusOf(parts, found, valuesFor(parts, found));
  if (!status.ok) return status;
  const { record } = found;
  const { explanation } = status.value;
  const { version: _, ...view } = statusView(status.value);
  return ok({
    ...view,
    ...whoseOf(parts, found),
    recipients: record.recipients,
    resend: resendable(parts, found),
    ...(explanation && record.state !== 'accepted' && { explanation: ownExplanation(parts, explanation) }),
    ...(record.state === 'uncertain' && { trace: messageTraceCommand(record, undefined) }),
    history: tellHistory(parts, record),
  });
}

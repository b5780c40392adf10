import { type FoundMessage, handleOf } from '../shared/administration/message-handle.ts';
import { messageTraceCommand } from '../shared/administration/message-trace.ts';
import type { Fault } from '../shared/failures/fault.ts';
import { unpack } from '../shared/mail/content.ts';
import { receive } from '../shared/mail/receive.ts';
import type { Mailbox } from '../shared/mail/sender.ts';
import type { MessageRecord } from '../shared/mailbox/message-record.ts';

/** A kept message as the commands show it. */
export interface KeptMessage {
  handle: string;
  record: MessageRecord;
  /** What its content says, where that is kept and right. */
  subject?: string;
  /** As it came; absent once Exchange Online has it. */
  content?: unknown;
  recipients: readonly string[];
  /** The last refusal. */
  fault?: Fault;
  /** Of an uncertain one: what asks Exchange Online whether it has it. */
  trace?: string;
}

/** Reads what lies in the room for a person. */
export function readKept(mailboxes: readonly Mailbox[], { key, record, content }: FoundMessage): KeptMessage {
  // Nothing in the row: it is in a blob, and was not fetched.
  const isHere = content !== undefined && content.length > 0;
  const body = isHere ? unpack(content) : undefined;
  const received = isHere ? receive(mailboxes, body, record.id) : undefined;
  const message = received?.ok ? received.value.message : undefined;
  const recipients = message
    ? [...message.to, ...message.cc, ...message.bcc].map(({ address }) => address)
    : [];
  const fault = record.history.findLast(({ faults = [] }) => faults.length > 0)?.faults?.[0];
  const told = recipients[record.left?.[0] ?? 0];
  return {
    handle: handleOf(key, record.id),
    record,
    ...(message?.subject !== undefined && { subject: message.subject }),
    ...(isHere && { content: body }),
    recipients,
    ...(fault && { fault }),
    ...(record.state === 'uncertain' && { trace: messageTraceCommand(record, told) }),
  };
}

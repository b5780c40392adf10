import { decodeBody } from '../mail/decode.ts';
import { findSender, type Mailbox } from '../mail/sender.ts';

const contents = ['text', 'html', 'body', 'icalendar', 'attachments'] as const;

/**
 * A test message as its sender wrote it, with what may be left out of one: from its mailbox to itself, before all
 * others, and not twice. What is wrong in it stays wrong. The same each time, so that a repeat is known as one.
 */
export function withDefaults(mailboxes: readonly Mailbox[], body: unknown): unknown {
  const decoded = decodeBody(body);
  if (!decoded.ok) return body;
  const written = decoded.value as Readonly<Record<string, unknown>>;
  const isReady = written.mime !== undefined;
  const hasContent = isReady || contents.some((field) => written[field] !== undefined);
  const mailbox = findSender(mailboxes, addressIn(written.from))?.mailbox.address;
  const isAddressed = ['to', 'cc', 'bcc'].some((list) => written[list] !== undefined);
  return {
    priority: 'high',
    ifUncertain: 'hold',
    ...(!isReady && { subject: 'Test message of SendAsApp' }),
    ...(!hasContent && {
      text: 'Somebody asked SendAsApp for a test message. That it is here shows that the mailbox can send. It can be deleted.\n',
    }),
    ...(!isAddressed && mailbox !== undefined && { to: mailbox }),
    ...written,
  };
}

function addressIn(from: unknown): string | undefined {
  const address = typeof from === 'object' && from !== null ? (from as { address?: unknown }).address : from;
  return typeof address === 'string' ? address : undefined;
}

import { readMessage } from '../administration/message-handle.ts';
import type { Notice } from '../alerts/notice.ts';
import { noticeMessage } from '../alerts/notice-message.ts';
import { readAlerts } from '../alerts/read-alerts.ts';
import type { Log } from '../events/event.ts';
import type { Fault } from '../failures/fault.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { mailboxKey } from '../mail/mailbox-key.ts';
import type { Problem } from '../mail/problems.ts';
import { receive } from '../mail/receive.ts';
import type { DoorParts } from './parts.ts';
import { type Posted, takePosted } from './post-message.ts';

/** What came of a report: messages on their way, or the answer to Event Grid's question whether we want its events. */
export type Reported = { kind: 'posted'; messages: readonly Posted[] } | { kind: 'validation'; code: string };

/** `no-recipient`: no setting says who is to get it. */
export type ReportRefusal =
  | { kind: 'refused'; problems: readonly Problem[] }
  | { kind: 'no-recipient' }
  | { kind: 'unavailable'; fault: Fault };

/**
 * Makes a message of each alert or event, and takes it into the room of the first mailbox. A repeat is known, and not
 * sent again; where storage fails half way, the same request may be sent again.
 */
export async function reportAlerts(
  parts: DoorParts,
  body: Uint8Array,
  log: Log,
): Promise<Result<Reported, ReportRefusal>> {
  const read = readAlerts(body);
  if (!read.ok) return failed({ kind: 'refused', problems: read.error });
  if (read.value.kind === 'validation') return ok(read.value);
  const { alertTo } = parts;
  if (!alertTo) return failed({ kind: 'no-recipient' });
  const messages: Posted[] = [];
  for (const notice of read.value.notices) {
    const posted = await post(parts, notice, alertTo, log);
    if (!posted.ok) return failed({ kind: 'unavailable', fault: posted.error });
    messages.push(posted.value);
  }
  return ok({ kind: 'posted', messages });
}

async function post(
  parts: DoorParts,
  notice: Notice,
  to: readonly string[],
  log: Log,
): Promise<Result<Posted, Fault>> {
  const input = { ...noticeMessage(notice, to), from: parts.mailboxes[0]?.address };
  const received = receive(parts.mailboxes, input, input.id);
  if (!received.ok) throw new Error(`the message about an alert is not right: ${received.error.fault.said}`);
  const posted = await takePosted(parts, received.value, log);
  if (posted.ok) return posted;
  switch (posted.error.kind) {
    case 'unavailable':
      return failed(posted.error.fault);
    case 'other-content':
      // The same alert told with other details is a repeat, too.
      return known(parts, mailboxKey(received.value.mailbox), input.id);
    case 'refused':
      throw new Error(`the message about an alert was refused: ${posted.error.fault.said}`);
  }
}

async function known({ open }: DoorParts, key: string, id: string): Promise<Result<Posted, Fault>> {
  const found = await readMessage(open, key, id);
  if (!found.ok) return found;
  return found.value ? ok(found.value) : failed({ at: 'storage', said: 'the message was removed meanwhile' });
}

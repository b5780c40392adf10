import assert from 'node:assert/strict';
import { decodeBody } from '../../../shared/mail/decode.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import type { MessageState } from '../../../shared/mailbox/keys.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import type { KeptStorage } from '../../support/versions/kept-storage.ts';

/** What becomes of a message that was left, once everything is mended; `goes`: it is sent now. */
interface Becomes {
  state: MessageState;
  goes?: true;
  more?: Partial<MessageRecord>;
}

const sent: Becomes = { state: 'accepted', goes: true };
const perhapsSent = { deaths: 1, mayDuplicate: true };

/** By id; of one kept aside without its hash. */
const becomes: Record<string, Becomes> = {
  accepted: { state: 'accepted' },
  'accepted-in-part': { state: 'accepted' },
  'accepted~': { state: 'buried', more: { failure: 'id-reused' } },
  'invalid~': { state: 'buried', more: { failure: 'message-invalid' } },
  refused: { state: 'buried', more: { failure: 'recipient-not-found' } },
  uncertain: { state: 'uncertain', more: { mayDuplicate: true } },
  cancelled: { state: 'cancelled' },
  'result-left': { state: 'accepted' },
  'killed-hold': { state: 'uncertain', more: { ...perhapsSent, failure: 'process-died' } },
  'killed-resend': { ...sent, more: perhapsSent },
  retry: sent,
  'retry-former': { state: 'waiting' },
  'held-mailbox-1': sent,
  'held-mailbox-2': sent,
  'held-sender-1': sent,
  'held-sender-2': sent,
  'held-app': sent,
  paused: sent,
  scheduled: sent,
  'scheduled-far': { state: 'waiting' },
  large: sent,
  'put-back': sent,
  'queued-json': sent,
  'queued-base64': sent,
  'queued-base64url': sent,
  'poison-new': { state: 'buried', more: { failure: 'tries-used-up' } },
};

/** A message that was left, and what becomes of it. */
export interface Left extends Becomes {
  id: string;
  /** Of its partition. */
  key: string;
}

/** Every message in rows and queues, once each. */
export function messagesIn({ rows, queues }: KeptStorage): Left[] {
  const inRows = rows.flatMap(({ partition, row }) =>
    row.startsWith('m!') ? [{ id: row.slice(2), key: partition }] : [],
  );
  const texts = ['mail-outbound', 'mail-outbound-poison'].flatMap((name) => queues[name] ?? []);
  const inQueues = texts.map((text) => {
    const body = decodeBody(text);
    assert.ok(body.ok, text);
    const { id, from } = body.value as { id: string; from: string };
    return { id, key: mailboxKey(from) };
  });
  const byId = new Map([...inQueues, ...inRows].map((one) => [one.id, one]));
  return [...byId.values()].map((one) => {
    const known = becomes[one.id.replace(/~.*/, '~')];
    return { ...one, ...(known ?? assert.fail(`Nobody knows what becomes of ${one.id}`)) };
  });
}

import { handleOf } from '../administration/message-handle.ts';
import { type Explanation, explain } from '../failures/explain.ts';
import { domainOf } from '../mail/addresses.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';
import type { Status } from './read-status.ts';
import { withoutAddresses } from './without-addresses.ts';

/** Nobody is asked to look sooner, or to wait longer: a hold may be released at any time. */
export const SOONEST_SECONDS = 5;
const LATEST_SECONDS = 300;
/** A person decides: nobody knows when. */
const PAUSED_SECONDS = 60;

/** The parts of an answer about a message that everybody with its token may see: no address, no subject. */
export function statusView({ key, record, waits }: Status) {
  const { id, state, takenInAt, sendAt, finishedAt, attempts, mayDuplicate, dryRun } = record;
  return {
    version: 1,
    id,
    handle: handleOf(key, id),
    state,
    takenInAt: iso(takenInAt),
    ...(sendAt !== undefined && { sendAt: iso(sendAt) }),
    ...(finishedAt !== undefined && { finishedAt: iso(finishedAt) }),
    attempts,
    ...(mayDuplicate && { mayDuplicate }),
    ...(dryRun && { dryRun }),
    ...(state === 'accepted' && acceptedView(record)),
    ...(waits && {
      waits: {
        ...waits,
        ...(waits.until !== undefined && { until: iso(waits.until) }),
        ...(waits.explanation && { explanation: openly(waits.explanation) }),
      },
    }),
  };
}

function acceptedView({ reply = '', serverMessageId, messageId, refused }: MessageRecord) {
  return {
    reply: withoutAddresses(reply),
    ...(serverMessageId !== undefined && { serverMessageId }),
    ...(messageId !== undefined && { messageId }),
    refused: refused.map(({ address, fault }) => {
      const { id, meaning } = explain(fault);
      return { domain: domainOf(address), code: fault.code, failure: id, meaning: withoutAddresses(meaning) };
    }),
  };
}

/** An explanation for somebody without a key: filled in with nothing but the message's id, and no address in it. */
export const openly = (explanation: Explanation): Explanation => ({
  ...explanation,
  meaning: withoutAddresses(explanation.meaning),
  said: withoutAddresses(explanation.said),
});

/** After how many seconds it is worth looking again. `now` in milliseconds since 1970. */
export function lookAgainIn({ waits }: Pick<Status, 'waits'>, now: number): number {
  if (waits?.why === 'paused') return PAUSED_SECONDS;
  const seconds = Math.ceil(((waits?.until ?? now) - now) / 1000);
  return Math.min(Math.max(seconds, SOONEST_SECONDS), LATEST_SECONDS);
}

const iso = (time: number): string => new Date(time).toISOString();

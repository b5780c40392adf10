import { hashOf } from '../mail/content.ts';
import type { Message } from '../mail/message.ts';
import type { Received } from '../mail/receive.ts';

/** A received message as the room keeps it until it is sent. Times in milliseconds since 1970. */
export function recordOf(
  { message, input, from }: Received,
  {
    takenInAt,
    now,
    token,
    traceparent = message.traceparent,
  }: { takenInAt: number; now: number; token: string; traceparent?: string | undefined },
) {
  const { id, to, cc, bcc, sendAt, expires, ifUncertain, priority, metadata }: Message = message;
  return {
    id,
    state: 'waiting' as const,
    hash: hashOf(input),
    token,
    takenInAt,
    ...(sendAt && { sendAt: sendAt.getTime() }),
    due: Math.max(now, sendAt?.getTime() ?? now),
    priority,
    from,
    recipients: to.length + cc.length + bcc.length,
    ...(expires && { expires: expires.getTime() }),
    ...(ifUncertain && { ifUncertain }),
    attempts: 0,
    retries: 0,
    refused: [],
    metadata,
    ...(traceparent !== undefined && { traceparent }),
    history: [],
  };
}

import type { UncertainPolicy } from '../../../shared/mail/decide.ts';
import type { MessageRecord } from '../../../shared/mailbox/message-record.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';

/** A message as a producer puts it into the queue. Times in milliseconds since 1970. */
export interface Incoming extends Pick<MessageRecord, 'id' | 'priority' | 'from' | 'recipients'> {
  comes: number;
  due: number;
  ifUncertain?: UncertainPolicy;
}

const LONGEST_DELAY_MS = 10 * 60_000;

/** Draws what the producers of a schedule send. */
export function drawMessages({ messages, withinMs }: Schedule, random: Random, start: number): Incoming[] {
  return Array.from({ length: messages }, (_, index) => {
    const comes = start + random.between(0, withinMs);
    return {
      id: `m${index + 1}`,
      comes,
      due: random.chance(0.15) ? comes + random.between(0, LONGEST_DELAY_MS) : 0,
      priority: random.chance(0.3) ? 'high' : 'normal',
      from: random.pick(['invoices@contoso.com', 'Dunning@contoso.com']),
      recipients: random.pick([1, 1, 2, 5]),
      ...(random.chance(0.2) && { ifUncertain: random.pick<UncertainPolicy>(['resend', 'hold']) }),
    };
  });
}

/** What the function that takes messages in makes of one. */
export function recordOf({ comes: _, due, ...message }: Incoming, now: number): MessageRecord {
  return {
    ...message,
    state: 'waiting',
    hash: `hash of ${message.id}`,
    token: '',
    takenInAt: now,
    due: Math.max(due, now),
    attempts: 0,
    retries: 0,
    refused: [],
    metadata: {},
    history: [],
  };
}

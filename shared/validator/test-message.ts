import { recordOf } from '../intake/record-of.ts';
import { pack } from '../mail/content.ts';
import type { MessageInput } from '../mail/message.ts';
import { receive } from '../mail/receive.ts';
import type { Mailbox } from '../mail/sender.ts';
import type { Taken } from '../mailbox/flight.ts';

/** It goes before all others of its priority: what a person waits for, and what probes a hold. */
const AT_THE_FRONT = 0;
/** It is not sent later, whatever becomes of the run that made it. */
const EXPIRES_MS = 90_000;

/**
 * The message with which the validator proves that a mailbox sends: to itself, from one of its addresses. `now` in
 * milliseconds since 1970.
 */
export function testMessage(mailbox: Mailbox, from: string, unique: string, now: number): Taken {
  const { address } = mailbox;
  const id = `validator-${unique}`;
  const input: MessageInput = {
    id,
    from,
    to: address,
    subject: 'Test message of the SendAsApp validator',
    text: `The validator of SendAsApp sent this message from ${from} to ${address} on ${new Date(now).toUTCString()}, because somebody asked for the probe "send". That it is here shows that the mailbox can send. It can be deleted.\n`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Validator': 'SendAsApp' },
    priority: 'high',
    // Twice would be wrong, and whether it goes at all is what is asked.
    ifUncertain: 'hold',
    expires: new Date(now + EXPIRES_MS).toISOString(),
  };
  const received = receive([mailbox], input, id);
  if (!received.ok) throw new Error(`the test message is not right: ${received.error.fault.said}`);
  return {
    record: { ...recordOf(received.value, { takenInAt: now, now, token: unique }), due: AT_THE_FRONT },
    content: pack(received.value.input),
  };
}

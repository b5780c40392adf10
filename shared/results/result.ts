import * as z from 'zod/mini';
import { handleOf } from '../administration/message-handle.ts';
import { explain } from '../failures/explain.ts';
import { domainOf } from '../mail/addresses.ts';
import { finalStates } from '../mailbox/keys.ts';
import type { MessageRecord } from '../mailbox/message-record.ts';

const text = (description: string, ...examples: string[]) =>
  z.string().check(z.meta({ description, ...(examples.length > 0 && { examples }) }));

/** The contract of the results queue, version 1: types and docs/result.schema.json come from here. */
export const resultSchema = z
  .strictObject({
    version: z.literal(1),
    id: text('The id of the message as its producer wrote it, or that of its queue message.', 'invoice-4711'),
    handle: text(
      'Finds the message: for npm run buried and for GET /api/messages/{handle}. Of one that is kept aside it ends in a part of its hash.',
      'a1b2c3d4e5f6.invoice-4711',
    ),
    mailbox: text('The short name of the mailbox, as in the log.', 'a1b2c3d4e5f6'),
    state: z.enum(finalStates).check(
      z.meta({
        description:
          'accepted: Exchange Online took it. uncertain: perhaps it did. buried: it is not sent, and kept with its explanation. cancelled: not sent, as somebody wished.',
      }),
    ),
    at: text('When it came to that, in UTC.', '2026-11-25T09:14:02.000Z'),
    dryRun: z.exactOptional(
      z
        .literal(true)
        .check(z.meta({ description: 'It would have been accepted: a dry run, nothing was sent.' })),
    ),
    mayDuplicate: z.exactOptional(
      z.literal(true).check(z.meta({ description: 'A second copy of it may have been sent.' })),
    ),
    failure: z.exactOptional(
      text('The failure as docs/errors.md names it; absent where it was accepted.', 'recipient-unknown'),
    ),
    code: z.exactOptional(
      text('The code of that failure: the reply code of Exchange Online as a rule.', '550'),
    ),
    reply: z.exactOptional(
      text('The reply with which Exchange Online took it.', '250 2.0.0 OK <id> [Hostname=…]'),
    ),
    refused: z
      .array(
        z.strictObject({
          domain: text('The domain of the recipient; whole addresses are in no event.', 'fabrikam.com'),
          code: z.exactOptional(text('The reply code.', '550')),
          failure: text('The failure as docs/errors.md names it.', 'recipient-unknown'),
        }),
      )
      .check(z.meta({ description: 'Recipients who were refused for good while it went to the others.' })),
    attempts: z.int().check(z.meta({ description: 'How often it was tried.' })),
    messageId: z.exactOptional(text('The Message-ID of the mail.', '<0a1b2c3d@contoso.com>')),
    metadata: z
      .record(z.string(), z.string())
      .check(z.meta({ description: 'As the producer wrote it.', examples: [{ order: '4711' }] })),
  })
  .check(
    z.meta({
      title: 'Result of a message, version 1',
      description:
        'One event of the queue MAIL_RESULTS_QUEUE: a message came to an end. At least once, in no particular order: know a repeat by handle, state and at.',
    }),
  );

/** What the results queue says of a message that came to an end. */
export type MessageResult = z.infer<typeof resultSchema>;

/** The result of a message in a final state. `key` is that of its partition. */
export function resultOf(key: string, record: MessageRecord): MessageResult {
  const { id, state, finishedAt = 0, dryRun, mayDuplicate, failure, reply, refused, history } = record;
  const isAccepted = state === 'accepted';
  const code = history.findLast(({ faults = [] }) => faults.length > 0)?.faults?.[0]?.code;
  return {
    version: 1,
    // What is kept aside has a part of its hash behind its id.
    id: id.replace(/~[0-9a-f]{8}$/, ''),
    handle: handleOf(key, id),
    mailbox: key,
    state: state as MessageResult['state'],
    at: new Date(finishedAt).toISOString(),
    ...(dryRun && { dryRun }),
    ...(mayDuplicate && { mayDuplicate }),
    ...(!isAccepted && failure && { failure }),
    ...(!isAccepted && code && { code }),
    ...(reply !== undefined && { reply }),
    refused: refused.map(({ address, fault }) => ({
      domain: domainOf(address),
      ...(fault.code && { code: fault.code }),
      failure: explain(fault).id,
    })),
    attempts: record.attempts,
    ...(record.messageId !== undefined && { messageId: record.messageId }),
    metadata: record.metadata,
  };
}

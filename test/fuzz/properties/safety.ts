import assert from 'node:assert/strict';
import fc from 'fast-check';
import { failed } from '../../../shared/failures/result.ts';
import { attempt } from '../../../shared/mail/attempt.ts';
import { pack } from '../../../shared/mail/content.ts';
import { parseRecipientList } from '../../../shared/mail/recipient-list.ts';
import type { Safety } from '../../../shared/mail/safety.ts';
import { compose } from '../../../shared/smtp/compose.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';
import type { Canary } from '../canary.ts';
import { goodMessage, SENDER, wildMessage } from '../messages.ts';
import type { FuzzProperty } from '../property.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const REDIRECT = 'test-mail@contoso.com';

/** The recipients of every envelope that is handed in for a message, through all that is left of it. */
async function envelopesOf(input: unknown, safety: Safety, left?: readonly number[]): Promise<string[]> {
  const recipients: string[] = [];
  await attempt(
    {
      mailboxes: [{ address: SENDER, senders: [] }],
      maxMessageBytes: 36_700_160,
      maxAgeMs: 86_400_000,
      compose,
      token: async () => failed({ at: 'token', said: 'nobody asks' }),
      async send({ envelope }) {
        recipients.push(...envelope.to);
        return { kind: 'accepted', reply: '250 2.0.0 OK', refused: [] };
      },
      safety,
      stores: { content: memoryBlobs() },
      known: {},
      now: () => now,
    },
    {
      record: { id: 'queue-id', takenInAt: now, ...(left && { left }) },
      content: pack(input),
      mayStart: () => true,
    },
  );
  return recipients;
}

/** Written here once more, so that a mistake in the product's own comparison shows. */
const isOfList = (address: string) => /^ada@contoso\.com$|@fabrikam\.com$/i.test(address);

const list = parseRecipientList('ada@contoso.com, @fabrikam.com');
const allowed = list.ok ? list.value : assert.fail();
const known = fc.constantFrom(
  'ada@contoso.com',
  'ADA@Contoso.COM',
  'bob@FABRIKAM.com',
  'eve@sub.fabrikam.com',
);

export function safetyProperties(canary: Canary): readonly FuzzProperty[] {
  const ready = Buffer.from(`From: ${SENDER}\r\nTo: eve@x.example\r\nSubject: a\r\n\r\nb\r\n`);
  const message = fc.oneof(
    fc.array(known, { minLength: 1 }).map((to) => ({ to, mime: ready.toString('base64') })),
    goodMessage,
    wildMessage(canary),
    fc.tuple(goodMessage, fc.array(known)).map(([one, cc]) => ({ ...one, cc })),
  );
  return [
    {
      name: 'nobody outside of MAIL_ALLOWED_RECIPIENTS gets mail',
      property: fc.asyncProperty(message, fc.boolean(), async (input, dryRun) => {
        const told = await envelopesOf(input, { redirectTo: undefined, allowed, dryRun });
        assert.deepEqual(
          told.filter((address) => !isOfList(address)),
          [],
        );
      }),
    },
    {
      name: 'with MAIL_REDIRECT_TO one address gets all mail, and no other',
      property: fc.asyncProperty(message, fc.boolean(), async (input, isSecond) => {
        const safety = { redirectTo: REDIRECT, allowed: undefined, dryRun: false };
        const told = await envelopesOf(input, safety, isSecond ? [0] : undefined);
        assert.ok(told.length <= 1 && told.every((address) => address === REDIRECT), told.join());
      }),
    },
  ];
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listLines, messageLines, refusalText } from '../../../scripts/buried-lines.ts';
import { readKept } from '../../../scripts/kept-message.ts';
import type { MessageRefusal } from '../../../shared/administration/change-message.ts';
import { pack } from '../../../shared/mail/content.ts';
import { billing, billingKey } from '../mailbox/administration.ts';
import { HOUR, message, start } from '../mailbox/given.ts';

const plain = (text: string) => text;
const mailboxes = [{ address: billing, senders: [] }];
const content = pack({ to: ['ada@fabrikam.com', 'bob@fabrikam.com'], subject: 'Invoice', text: 'x' });
const handle = `${billingKey}.invoice-1`;

const uncertain = readKept(mailboxes, {
  key: billingKey,
  content,
  record: message({
    state: 'uncertain',
    finishedAt: start,
    attempts: 1,
    failure: 'timeout',
    left: [1],
    history: [
      { at: start, what: 'uncertain', faults: [{ at: 'submit', code: 'ETIMEDOUT', said: 'no reply' }] },
    ],
  }),
});

const buried = readKept(mailboxes, {
  key: billingKey,
  content,
  record: message({
    id: 'invoice-2',
    state: 'buried',
    finishedAt: start - HOUR,
    failure: 'message-too-large',
    history: [
      {
        at: start - HOUR,
        what: 'failed',
        faults: [{ at: 'message', code: 'message-too-large', said: '9 bytes' }],
      },
      { at: start, what: 'resent' },
    ],
  }),
});

test('a kept message is read with its recipients and the last refusal', () => {
  assert.deepEqual(buried.recipients, ['ada@fabrikam.com', 'bob@fabrikam.com']);
  assert.deepEqual([buried.subject, buried.fault?.said], ['Invoice', '9 bytes']);
  assert.equal('trace' in buried, false);
  assert.equal((buried.content as { text: string }).text, 'x');
  const unreadable = readKept(mailboxes, {
    key: 'unaddressed',
    content: pack('no JSON'),
    record: message({ state: 'buried' }),
  });
  assert.deepEqual([unreadable.recipients, unreadable.subject], [[], undefined]);
});

test('a list: aligned, with the id to act on, and a hint where something may have been sent', () => {
  const lines = listLines([uncertain, buried], plain);
  const column = lines[0]?.indexOf('id') ?? 0;
  assert.equal(lines[1]?.slice(column).split(' ')[0], handle);
  assert.equal(lines[2]?.slice(column).split(' ')[0], `${billingKey}.invoice-2`);
  assert.match(lines[1] ?? '', /^uncertain {2}2026-11-25 12:00:00 UTC {2}timeout {12}/);
  assert.ok(lines.some((line) => line.startsWith('1 may have been sent')));
  assert.equal(
    listLines([buried], plain).some((line) => line.includes('may have been sent')),
    false,
  );
  assert.deepEqual(listLines([], plain), ['Nothing is buried, and nothing is uncertain.']);
});

test('an uncertain one comes with what can be checked, for a recipient whom the attempt told', () => {
  const told = messageLines(uncertain, 100, plain).join('\n');
  assert.match(
    told,
    /Get-MessageTraceV2 -SenderAddress billing@contoso\.com -RecipientAddress bob@fabrikam\.com -StartDate 2026-11-25T11:50:00Z -EndDate 2026-11-25T12:10:00Z$/m,
  );
  assert.match(told, /Sent Items .* only where copies are kept/);
  assert.ok(told.includes(`resend --may-duplicate ${handle}`));
});

test('a buried one comes with its history, its meaning and what to do', () => {
  const lines = messageLines(buried, 100, plain);
  const told = lines.join('\n');
  assert.match(told, /^ {2}2026-11-25 11:00:00 UTC {2}failed {2}message-too-large 9 bytes$/m);
  assert.match(told, /^ {2}2026-11-25 12:00:00 UTC {2}resent$/m);
  assert.match(told, /^error +message-too-large$/m);
  assert.match(told, /^mend it +1\. /m);
  assert.match(told, /^content {6}npm run buried -- show --json \S+\.invoice-2$/m);
  assert.match(told, /^to {11}ada@fabrikam.com, bob@fabrikam.com$/m);
  assert.equal(told.includes('Get-MessageTraceV2'), false);
});

const refusals: readonly (readonly [MessageRefusal, RegExp])[] = [
  [{ kind: 'not-found' }, /There is no message/],
  [{ kind: 'state', state: 'accepted' }, /would arrive twice/],
  [{ kind: 'state', state: 'waiting' }, /on its way \(waiting\)/],
  [{ kind: 'unsendable' }, /queue it anew, under an id of its own/],
  [{ kind: 'expired', expires: start }, /before 2026-11-25 12:00:00 UTC/],
  [{ kind: 'no-content' }, /not kept any more/],
  [{ kind: 'may-duplicate' }, /--may-duplicate/],
  [{ kind: 'changed', state: 'waiting' }, /is waiting now/],
  [{ kind: 'changed' }, /is gone/],
  [{ kind: 'unavailable', fault: { at: 'storage', code: 'X', said: 'away' } }, /X away/],
];

for (const [refusal, text] of refusals) {
  test(`what is said: ${JSON.stringify(refusal)}`, () => assert.match(refusalText(handle, refusal), text));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import { firstToMend } from '../../../shared/validator/first-to-mend.ts';
import type { Finding } from '../../../shared/validator/run-checks.ts';

const found = (check: string, others: Partial<Finding> = {}): Finding => ({
  check,
  title: check,
  verdict: 'fail',
  says: `${check} is wrong.`,
  ms: 0,
  ...others,
});
const mailbox = 'billing@contoso.com';
const failure = explain({ at: 'submit', code: 'mailbox-full', said: 'full' }, { mailbox });
const ranked = { cause: 'likely', because: 'evidence', does: 'do', command: 'Do-It' };

test('nothing fails: nothing is to be mended', () => {
  const right = [found('a', { verdict: 'warn' }), found('b', { verdict: 'unknown' })];
  assert.equal(firstToMend(right, [{ mailbox, findings: right }]), undefined);
});

test('the earliest check that fails, those of the app before those of mailboxes', () => {
  const findings = [found('login')];
  assert.equal(firstToMend([found('a', { verdict: 'pass' }), found('b'), found('c')], [])?.check, 'b');
  assert.equal(firstToMend([found('b')], [{ mailbox, findings }])?.check, 'b');
  const { check, mailbox: whose } = firstToMend([], [{ mailbox, findings }]) ?? {};
  assert.deepEqual([check, whose], ['login', mailbox]);
});

test('what a room is held for counts where nothing else fails, in whatever mailbox', () => {
  const room = [found('room', { failure })];
  const first = firstToMend(
    [],
    [
      { mailbox, findings: room },
      { mailbox: 'alerts@contoso.com', findings: [found('login')] },
    ],
  );
  assert.deepEqual([first?.check, first?.mailbox], ['login', 'alerts@contoso.com']);
  assert.equal(firstToMend([], [{ mailbox, findings: room }])?.failure, 'mailbox-full');
});

test('its cause: the likeliest where they are ranked, else that of the catalogue, else what the check says', () => {
  const { cause, because, fix } = firstToMend([found('a', { failure, causes: [ranked] })], []) ?? {};
  assert.deepEqual([cause, because, fix], ['likely', 'evidence', { does: 'do', command: 'Do-It' }]);
  const listed = firstToMend([found('a', { failure })], []);
  assert.deepEqual([listed?.cause, listed?.fix], [failure.causes[0], failure.fix[0]]);
  assert.match(listed?.fix.command ?? '', /billing@contoso\.com/);
  assert.deepEqual(firstToMend([found('a')], []), {
    check: 'a',
    cause: 'a is wrong.',
    fix: { does: 'a is wrong.' },
  });
});

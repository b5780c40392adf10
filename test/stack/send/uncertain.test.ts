import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { stateFromValues, stateToValues } from '../../../shared/mailbox/mailbox-state.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';

const letter = { to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

test('with resend, an uncertain message goes out again, marked and with the same Message-ID', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.loseAcknowledgement = { every: 1 };
    await desk.enqueue({ id: 'again-1', ...letter });
    const first = await desk.attempt('again-1');
    assert.deepEqual([first.outcome, first.action], ['uncertain', 'retry']);
    assert.equal((await desk.kept('again-1', 'waiting')).mayDuplicate, true);
    delete desk.contoso.exchange.loseAcknowledgement;
    await desk.hurry();
    assert.equal((await desk.kept('again-1', 'accepted')).mayDuplicate, true);
    const ids = desk.exchange.messages.map(({ messageId }) => messageId);
    assert.equal(ids.length, 2);
    assert.equal(ids[0], ids[1]);
  }));

const holding = [
  { by: 'the setting', env: { MAIL_IF_UNCERTAIN: 'hold' }, field: {} },
  { by: 'the message', env: {}, field: { ifUncertain: 'hold' } },
];

for (const { by, env, field } of holding) {
  test(`with hold by ${by}, an uncertain message stays, and nothing is sent again`, () =>
    onDesk({ env }, async (desk) => {
      desk.contoso.exchange.loseAcknowledgement = { every: 1 };
      await desk.enqueue({ id: 'hold-1', ...letter, ...field });
      assert.equal((await desk.attempt('hold-1')).action, 'keep');
      const kept = await desk.kept('hold-1', 'uncertain');
      assert.deepEqual(kept.content, { id: 'hold-1', ...letter, ...field });
      delete desk.contoso.exchange.loseAcknowledgement;
      // Those that come after it go out, it does not.
      await desk.hurry();
      await desk.enqueue({ id: 'next-1', ...letter });
      await desk.kept('next-1', 'accepted');
      await desk.kept('hold-1', 'uncertain');
      assert.equal(desk.exchange.messages.length, 2);
    }));
}

/** Has a dead owner's minute be over. */
async function endLease({ openPartition, contoso }: Desk): Promise<void> {
  const room = openPartition(mailboxKey(contoso.mailbox.address));
  const row = await room.read(MAILBOX_ROW);
  assert.ok(row.ok && row.value);
  const { values, etag } = row.value;
  const ended = stateToValues({ ...stateFromValues(values), leaseUntil: 0 });
  assert.ok((await room.commit([{ kind: 'replace', rowKey: MAILBOX_ROW, values: ended, etag }])).ok);
}

for (const { policy, state, copies } of [
  { policy: 'resend', state: 'accepted', copies: 1 },
  { policy: 'hold', state: 'uncertain', copies: 0 },
] as const) {
  test(`with ${policy}, a message whose process was killed while it went out ends ${state}`, () =>
    onDesk({ env: { MAIL_IF_UNCERTAIN: policy } }, async (desk) => {
      desk.contoso.exchange.latency = { body: 60_000 };
      await desk.enqueue({ id: 'killed-1', ...letter });
      await until('the recipients to be told', desk.host, () =>
        desk.exchange.record.find(({ stage }) => stage === 'rcpt'),
      );
      desk.host.kill();
      await desk.host.exited;
      assert.equal((await desk.kept('killed-1', 'sending')).attempts, 0);
      delete desk.contoso.exchange.latency;
      await endLease(desk);
      await desk.restart();
      // Whoever takes the turn next, for whatever reason, settles what the dead one left.
      await desk.enqueue({ id: 'next-1', ...letter });
      await desk.kept('next-1', 'accepted');
      const { deaths, mayDuplicate } = await desk.kept('killed-1', state);
      assert.deepEqual([deaths, mayDuplicate], [1, true]);
      assert.equal(desk.exchange.messages.length, 1 + copies);
    }));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk } from '../../support/desk.ts';

const letter = { subject: 'hello', text: 'hello' };
const notFound =
  '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient gone@fabrikam.example not found by SMTP address lookup';

test('a recipient refused for good does not keep the message from the others, and stands in its record', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.recipientsRefused = { 'gone@fabrikam.example': notFound };
    await desk.enqueue({ id: 'partly-1', ...letter, to: ['gone@fabrikam.example', 'ada@fabrikam.example'] });
    const attempt = await desk.attempt('partly-1');
    assert.deepEqual([attempt.outcome, attempt.action], ['accepted', 'done']);
    assert.deepEqual(desk.exchange.messages[0]?.envelope.to, ['ada@fabrikam.example']);
    assert.match(desk.host.output(), /"refused":\[\{"domain":"fabrikam.example","code":"550"/);
    const { refused } = await desk.kept('partly-1', 'accepted');
    assert.deepEqual(
      refused.map(({ address, fault }) => [address, fault.said]),
      [['gone@fabrikam.example', notFound]],
    );
  }));

test('a recipient refused for now is told later, and nobody is told twice', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.recipientsRefused = {
      'busy@fabrikam.example': '450 4.7.1 Greylisted, please try again later',
    };
    await desk.enqueue({ id: 'later-1', ...letter, to: ['busy@fabrikam.example', 'ada@fabrikam.example'] });
    assert.equal((await desk.attempt('later-1')).action, 'rest');
    assert.deepEqual((await desk.kept('later-1', 'waiting')).left, [0]);
    desk.contoso.exchange.recipientsRefused = {};
    await desk.hurry();
    assert.deepEqual((await desk.kept('later-1', 'accepted')).refused, []);
    assert.deepEqual(
      desk.exchange.messages.map(({ envelope }) => envelope.to),
      [['ada@fabrikam.example'], ['busy@fabrikam.example']],
    );
  }));

test('too many recipients for one envelope go out in several, each told once', () =>
  onDesk({}, async (desk) => {
    // The third and the fourth RCPT TO of the first envelope.
    const to = ['a', 'b', 'c', 'd'].map((name) => `${name}@fabrikam.example`);
    const reply = '452 4.5.3 Too many recipients';
    desk.contoso.exchange.recipientsRefused = Object.fromEntries(to.slice(2).map((one) => [one, reply]));
    await desk.enqueue({ id: 'many-1', ...letter, to });
    assert.equal((await desk.attempt('many-1')).action, 'rest');
    desk.contoso.exchange.recipientsRefused = {};
    await desk.kept('many-1', 'accepted');
    const told = desk.exchange.messages.flatMap(({ envelope }) => envelope.to);
    assert.deepEqual(told.toSorted(), to);
    assert.ok(desk.exchange.messages.length > 1);
  }));

test('a message refused for its number of recipients goes out in halves', () =>
  onDesk({}, async (desk) => {
    desk.contoso.exchange.play = [
      { stage: 'data-end', reply: '550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients', times: 1 },
    ];
    const to = ['a', 'b', 'c', 'd'].map((name) => `${name}@fabrikam.example`);
    await desk.enqueue({ id: 'halves-1', ...letter, to });
    assert.equal((await desk.attempt('halves-1')).action, 'split');
    await desk.kept('halves-1', 'accepted');
    assert.deepEqual(
      desk.exchange.messages.map(({ envelope }) => envelope.to),
      [to.slice(0, 2), to.slice(2)],
    );
  }));

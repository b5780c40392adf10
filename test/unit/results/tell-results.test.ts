import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../../docs/result.schema.json' with { type: 'json' };
import { purge, resend } from '../../../shared/administration/administer-messages.ts';
import { cancelMessage } from '../../../shared/administration/cancel-message.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok, type Result } from '../../../shared/failures/result.ts';
import { keepBuried, takeIn } from '../../../shared/mailbox/take-in.ts';
import { createResults } from '../../../shared/results/tell-results.ts';
import { billingKey, content, createAdministration, okValue } from '../mailbox/administration.ts';
import { message as given, MINUTE, start } from '../mailbox/given.ts';

const away: Result<void, Fault> = failed({ at: 'storage', said: 'away' });
const validate = new Ajv2020().compile(schema);

/** A mailbox whose results are told into a list; `answers` are those of the queue, one after the other. */
function withQueue(...answers: Result<void, Fault>[]) {
  const administration = createAdministration();
  const told: Record<string, unknown>[] = [];
  const put = async (event: unknown) => {
    const answer = answers.shift() ?? ok(undefined);
    if (answer.ok) told.push(event as Record<string, unknown>);
    return answer;
  };
  const results = createResults(administration.parts.open, { put, now: administration.clock.now });
  const partition = results.open(billingKey);
  const parts = { ...administration.parts, open: results.open };
  return { ...administration, parts, partition, results, told };
}

const cancelled = (id: string) => ({ key: billingKey, id });
const leftKeys = (keys: readonly string[]) => keys.filter((key) => key.startsWith('r!'));

test('what ends a message leaves its result in the same transaction, and it is told once and forgotten', async () => {
  const { parts, partition, results, told, keys } = withQueue();
  okValue(await takeIn(parts, partition, { record: given({ id: 'a', metadata: { order: '1' } }), content }));
  assert.deepEqual(told, []);
  okValue(await cancelMessage(parts, cancelled('a')));
  await results.settled();
  assert.deepEqual(leftKeys(keys()), []);
  assert.deepEqual(told, [
    {
      version: 1,
      id: 'a',
      handle: `${billingKey}.a`,
      mailbox: billingKey,
      state: 'cancelled',
      at: new Date(start).toISOString(),
      refused: [],
      attempts: 0,
      metadata: { order: '1' },
    },
  ]);
});

test('a process that ended in between left it: the sweep tells it a minute later, and once', async () => {
  const { parts, partition, results, told, keys, clock } = withQueue(away);
  okValue(await takeIn(parts, partition, { record: given({ id: 'a' }), content }));
  okValue(await cancelMessage(parts, cancelled('a')));
  await results.settled();
  assert.equal(leftKeys(keys()).length, 1);
  assert.equal(okValue(await results.tellForgotten([billingKey])), 0);
  clock.move(MINUTE + 1);
  assert.equal(okValue(await results.tellForgotten([billingKey])), 1);
  assert.equal(okValue(await results.tellForgotten([billingKey])), 0);
  assert.equal(told.length, 1);
  assert.deepEqual(leftKeys(keys()), []);
});

test('a queue that is away keeps them, and the sweep says so', async () => {
  const { parts, partition, results, told, keys, clock } = withQueue(away, away);
  okValue(await takeIn(parts, partition, { record: given({ id: 'a' }), content }));
  okValue(await cancelMessage(parts, cancelled('a')));
  await results.settled();
  clock.move(MINUTE + 1);
  assert.equal((await results.tellForgotten([billingKey])).ok, false);
  assert.equal(leftKeys(keys()).length, 1);
  assert.deepEqual(told, []);
});

test('a message that is sent again ends again, and is told again', async () => {
  const { parts, partition, results, told, clock } = withQueue();
  okValue(await takeIn(parts, partition, { record: given({ id: 'a' }), content }));
  okValue(await cancelMessage(parts, cancelled('a')));
  clock.move(MINUTE);
  okValue(await resend(parts, cancelled('a'), { mayDuplicate: false }));
  okValue(await cancelMessage(parts, cancelled('a')));
  okValue(await purge(parts, cancelled('a')));
  await results.settled();
  assert.deepEqual(
    told.map(({ state, at }) => [state, at]),
    [0, MINUTE].map((after) => ['cancelled', new Date(start + after).toISOString()]),
  );
});

test('what is kept aside is told under its producer’s id, with a handle that finds it', async () => {
  const { partition, results, told } = withQueue();
  const aside = given({ id: 'a~0123abcd', failure: 'id-reused' });
  okValue(await keepBuried(partition, aside, content, start));
  okValue(await keepBuried(partition, aside, content, start));
  await results.settled();
  assert.equal(told.length, 1);
  const [event] = told;
  assert.deepEqual([event?.id, event?.handle], ['a', `${billingKey}.a~0123abcd`]);
  assert.deepEqual([event?.state, event?.failure], ['buried', 'id-reused']);
  assert.ok(validate(event), JSON.stringify(validate.errors));
});

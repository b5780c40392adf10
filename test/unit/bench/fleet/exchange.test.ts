import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createExchange } from '../../../bench/fleet/exchange.ts';
import { startProcess } from '../../../support/model/process.ts';
import { createRandom } from '../../../support/model/random.ts';
import { createVirtualTime } from '../../../support/model/virtual-time.ts';

/** A server at the given time, and two processes. */
async function given(heard: string[] = []) {
  const time = createVirtualTime(0);
  const exchange = createExchange(time, (_, id) => heard.push(id));
  const process = (name: string) => startProcess(name, time, createRandom(1), 0);
  const until = (at: number) => {
    time.at(at, () => {});
    return time.run(() => time.now >= at);
  };
  return { exchange, until, one: process('p1'), other: process('p2') };
}

describe('the server of the model', () => {
  test('refuses the fourth connection of a mailbox, whoever makes it', async () => {
    const { exchange, one, other } = await given();
    for (const process of [one, one, other]) assert.equal(exchange.logIn('a', process), undefined);
    assert.match(exchange.logIn('a', other)?.fault.said ?? '', /^432 4\.3\.2/);
    assert.equal(exchange.logIn('b', other), undefined);
    exchange.logOut('a', one);
    assert.equal(exchange.logIn('a', other), undefined);
    assert.equal(exchange.mostConnections, 4);
    assert.deepEqual(exchange.refusals, { '432 4.3.2': 1 });
  });

  test('forgets the connections of a process that is gone', async () => {
    const { exchange, one, other } = await given();
    for (const process of [one, one, one]) exchange.logIn('a', process);
    exchange.drop(one);
    assert.equal(exchange.logIn('a', other), undefined);
  });

  test('refuses the thirty-first within any minute', async () => {
    const { exchange, until } = await given();
    for (let count = 0; count < 30; count += 1) assert.equal(exchange.arrive('a'), undefined);
    await until(59_999);
    assert.match(exchange.arrive('a')?.fault.said ?? '', /^421 4\.4\.2/);
    await until(60_000);
    assert.equal(exchange.arrive('a'), undefined);
  });

  test('refuses the recipient that is one too many of the day', async () => {
    const { exchange } = await given();
    assert.equal(exchange.take('a', 'm1', 9_999), undefined);
    assert.equal(exchange.take('a', 'm2', 1), undefined);
    assert.match(exchange.take('a', 'm3', 1)?.fault.said ?? '', /^554 5\.2\.0 .*SubmissionQuotaExceeded/);
  });

  test('counts copies, and tells of each message once', async () => {
    const heard: string[] = [];
    const { exchange } = await given(heard);
    for (const id of ['m1', 'm2', 'm1']) exchange.take('a', id, 1);
    assert.deepEqual(
      [...exchange.copies],
      [
        ['m1', 2],
        ['m2', 1],
      ],
    );
    assert.deepEqual(heard, ['m1', 'm2']);
    assert.equal(exchange.acceptedAt('a').length, 2);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../shared/clock.ts';
import type { Event } from '../../../shared/events/event.ts';
import { openTracing } from '../../../shared/telemetry/open-tracing.ts';
import { noTracing } from '../../../shared/telemetry/tracing.ts';

const options = { serviceName: 'x', smtp: { host: 'smtp.example', port: 587 }, clock: systemClock };
const producers = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('where traces go nowhere, nothing is loaded, and the producer’s place is kept all the same', async () => {
  const { current, ready } = openTracing(undefined, () => assert.fail('loaded'));
  await ready;
  assert.equal(current(), noTracing);
  assert.equal(current().takeIn(producers).traceparent, producers);
  assert.equal(current().takeIn(undefined).traceparent, undefined);
  assert.equal(
    await current().during(
      async () => 'done',
      () => assert.fail('logged'),
    ),
    'done',
  );
});

test('what is loaded takes over once it is there', async () => {
  const tracing = { ...noTracing };
  const { current, ready } = openTracing(options, async () => ({ startTracing: () => tracing }));
  assert.equal(current(), noTracing);
  await ready;
  assert.equal(current(), tracing);
});

for (const [name, load, code] of [
  [
    'loaded',
    () => Promise.reject(Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' })),
    'MODULE_NOT_FOUND',
  ],
  ['started', async () => ({ startTracing: () => assert.fail('broken') }), 'ERR_ASSERTION'],
] as const) {
  test(`where it cannot be ${name}, mail goes as well, and the first invocation says so`, async () => {
    const { current, ready } = openTracing(options, load);
    await ready;
    assert.equal(current().takeIn(producers).traceparent, producers);
    const logged: Event[] = [];
    const invocation = () =>
      current().during(
        async () => 'done',
        (event) => logged.push(event),
      );
    assert.deepEqual([await invocation(), await invocation()], ['done', 'done']);
    assert.deepEqual(logged, [{ event: 'traces.failed', code }]);
  });
}

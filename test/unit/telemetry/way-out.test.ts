import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { createWayOut } from '../../../shared/telemetry/otlp/way-out.ts';
import { keepEvents } from '../../support/events.ts';

type Done = Parameters<SpanExporter['export']>[1];

/** A way out of a clock that stands still, but for waits that are let go by hand. */
function wayOut(answer: (done: Done) => void, underWay = async () => {}) {
  const exported: string[] = [];
  const waits: { ms: number; over: () => void }[] = [];
  let time = 0;
  const out: SpanExporter = {
    export(spans, done) {
      exported.push(...spans.map(({ name }) => name));
      answer(done);
    },
    shutdown: async () => {},
    forceFlush: underWay,
  };
  const clock = {
    now: () => time,
    sleep: (ms: number) => new Promise<void>((resolve) => waits.push({ ms, over: resolve })),
  };
  const way = createWayOut(out, clock);
  const tracer = new TracerProvider({ spanProcessors: [way.processor] }).getTracer('test');
  const { log, events } = keepEvents();
  return {
    ...way,
    exported,
    waits,
    events,
    later: (ms: number) => {
      time += ms;
    },
    /** An invocation of which one span tells. */
    invoke: (name: string, more = async () => {}) =>
      way.during(async () => {
        tracer.startSpan(name, {}, ROOT_CONTEXT).end();
        await more();
      }, log),
  };
}

const well = (done: Done) => done({ code: 0 });
const refused = (done: Done) =>
  done({ code: 1, error: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) });

test('the spans are gone when the last running invocation ends, and not before', async () => {
  const { invoke, exported } = wayOut(well);
  await invoke('outer', async () => {
    await invoke('inner');
    assert.deepEqual(exported, []);
  });
  assert.deepEqual(exported, ['outer', 'inner']);
});

test('work that throws throws, and its spans go as well', async () => {
  const { invoke, exported } = wayOut(well);
  await assert.rejects(
    invoke('thrown', () => Promise.reject(new Error('again'))),
    /again/,
  );
  assert.deepEqual(exported, ['thrown']);
});

test('an exporter that hangs is waited for once, and again after it has answered', async () => {
  const hanging: Done[] = [];
  const { invoke, exported, waits, processor } = wayOut((done) => hanging.push(done));
  const first = invoke('a');
  await new Promise(setImmediate);
  assert.deepEqual(
    waits.map(({ ms }) => ms),
    [500],
  );
  waits[0]?.over();
  await first;
  await invoke('b');
  assert.deepEqual([exported, waits.length], [['a'], 1], 'not waited for');
  for (const done of hanging.splice(0)) well(done);
  void invoke('c');
  await new Promise(setImmediate);
  assert.equal(waits.length, 2);
  for (const done of hanging.splice(0)) well(done);
  await processor.shutdown();
});

test('what left in the background is waited for as well, as long as it is under way', async () => {
  let arrive = () => {};
  const underWay = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { invoke, exported } = wayOut(well, () => underWay);
  let hasEnded = false;
  const invoked = invoke('a').then(() => {
    hasEnded = true;
  });
  await new Promise(setImmediate);
  assert.deepEqual([exported, hasEnded], [['a'], false]);
  arrive();
  await invoked;
});

test('where nobody listens it is said once an hour, and nothing waits', async () => {
  const { invoke, exported, events, later, processor } = wayOut(refused);
  await invoke('a');
  assert.deepEqual(events, [{ event: 'traces.failed', code: 'ECONNREFUSED' }]);
  await invoke('b');
  assert.deepEqual(exported, ['a']);
  await processor.forceFlush().catch(() => {});
  await invoke('c');
  assert.equal(events.length, 1);
  later(3_600_000);
  await invoke('d');
  assert.equal(events.length, 2);
});

test('while it hangs 2,048 spans are kept, and a batch is under way', async () => {
  const hanging: Done[] = [];
  let isMended = false;
  const { invoke, exported, waits, processor } = wayOut((done) => {
    if (isMended) well(done);
    else hanging.push(done);
  });
  const first = invoke('first');
  await new Promise(setImmediate);
  waits[0]?.over();
  await first;
  for (let count = 0; count < 6_000; count += 1) await invoke('more');
  isMended = true;
  for (const done of hanging.splice(0)) well(done);
  await processor.forceFlush();
  assert.equal(exported.length, 1 + 512 + 2_048);
});

test('the end waits two seconds at most', async () => {
  const { close, waits } = wayOut(() => {});
  const closing = close();
  await new Promise(setImmediate);
  assert.deepEqual(
    waits.map(({ ms }) => ms),
    [2_000],
  );
  waits[0]?.over();
  await closing;
});

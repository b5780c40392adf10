import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { EventOf } from '../../../shared/events/event.ts';
import { createSpans } from '../../../shared/telemetry/otlp/spans.ts';
import { readTraceparent } from '../../../shared/telemetry/traceparent.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const producers = `00-${traceId}-00f067aa0ba902b7-01`;
const mailbox = 'd5669ef8dd90';
const of = { id: 'invoice-4711', mailbox };

function traced() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const spans = createSpans(provider.getTracer('test'), { host: 'smtp.example', port: 587 });
  return { ...spans, ended: () => exporter.getFinishedSpans() };
}

const uncertain: EventOf<'mail.attempt'> = {
  event: 'mail.attempt',
  ...of,
  attempt: 1,
  outcome: 'uncertain',
  action: 'keep',
  failure: [{ id: 'line-broken', at: 'submit', meaning: 'x', more: 'x' }],
  code: ['ECONNECTION', 'other'],
  recipients: 1,
  metadata: { secret: 'x' },
  ms: {},
};

for (const [became, isError] of [
  ['in', false],
  ['repeat', false],
  ['other-content', false],
  ['put-back', true],
  ['refused', true],
] as const) {
  test(`taking in, ${became}: ${isError ? 'an error' : 'no error'}, in the producer’s trace`, () => {
    const { takeIn, ended } = traced();
    const span = takeIn(producers);
    assert.equal(span.traceparent, producers);
    span.end({ ...of, became });
    const [one] = ended();
    assert.equal(one?.spanContext().traceId, traceId);
    assert.deepEqual(one.status, isError ? { code: 2, message: became } : { code: 0 });
  });
}

test('where nobody began a trace, taking in does, and the attempts follow it', () => {
  const { takeIn, attempt, ended } = traced();
  const span = takeIn(undefined);
  const place = readTraceparent(span.traceparent ?? '');
  assert.ok(place?.isSampled);
  span.end({ ...of, became: 'in' });
  attempt(span.traceparent).end(uncertain);
  const [first, second] = ended();
  assert.deepEqual(
    [first?.spanContext().traceId, first?.spanContext().spanId],
    [place.traceId, place.spanId],
  );
  assert.deepEqual(
    [second?.spanContext().traceId, second?.parentSpanContext?.spanId],
    [place.traceId, place.spanId],
  );
});

test('an uncertain attempt is an error, said by its id', () => {
  const { attempt, ended } = traced();
  const span = attempt(producers);
  span.begin('submit')();
  span.end(uncertain);
  const [stage, one] = ended();
  assert.equal(stage?.parentSpanContext?.spanId, one?.spanContext().spanId);
  assert.deepEqual(one?.status, { code: 2, message: 'line-broken' });
  assert.deepEqual(one.attributes, {
    'mail.id': 'invoice-4711',
    'mail.mailbox': mailbox,
    'mail.attempt': 1,
    'mail.outcome': 'uncertain',
    'mail.action': 'keep',
    'mail.code': 'ECONNECTION',
    'mail.failed_at': 'submit',
    'error.type': 'line-broken',
  });
});

test('what nobody records is not told', () => {
  const { takeIn, attempt, ended } = traced();
  takeIn(producers.replace(/01$/, '00')).end({ ...of, became: 'in' });
  attempt(producers.replace(/01$/, '00')).end(uncertain);
  assert.deepEqual(ended(), []);
});

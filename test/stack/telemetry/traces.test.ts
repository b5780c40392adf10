import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';
import { drawTrace } from '../../support/draw-trace.ts';
import { type ReceivedSpan, startOtlpReceiver } from '../../support/otlp-receiver.ts';
import { ask, hello } from '../http/ask.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${spanId}-01`;
const letter = {
  to: 'ada@fabrikam.example',
  subject: 'Secret subject',
  text: 'Secret text',
  metadata: { order: 'secret-4711' },
};

type Receiver = Awaited<ReturnType<typeof startOtlpReceiver>>;

/** A desk whose app sends its traces to a receiver; `more` are further variables. */
async function traced(work: (desk: Desk, receiver: Receiver) => Promise<void>, more = {}): Promise<void> {
  const receiver = await startOtlpReceiver();
  try {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...more };
    await onDesk({ env }, (desk) => work(desk, receiver));
  } finally {
    await receiver.stop();
  }
}

/** The spans of so many attempts at a message, once they and their stages are there. */
const attemptsAt = (desk: Desk, { spans }: Receiver, id: string, count = 1) =>
  until(`${count} traced attempts at ${id}`, desk.host, () => {
    const found = spans.filter((one) => one.name === 'mail.attempt' && one.attributes['mail.id'] === id);
    return found.length === count ? found.sort((one, other) => one.start - other.start) : undefined;
  });

const childrenOf = ({ spans }: Receiver, parent: ReceivedSpan) =>
  spans
    .filter((one) => one.parentSpanId === parent.spanId)
    .sort((one, other) => one.start - other.start || one.end - other.end);

test('the way of a message is part of its producer’s trace: two attempts, by two processes', () =>
  traced(async (desk, receiver) => {
    const { exchange, mailbox } = desk.contoso;
    exchange.play = [
      { stage: 'data-end', reply: '451 4.7.500 Server busy. Please try again later', times: 1 },
    ];
    const began = Date.now();
    await desk.enqueue({ id: 'traced-1', ...letter, traceparent });
    const produced = { name: 'the producer', start: began, end: Date.now() };
    await desk.kept('traced-1', 'waiting');
    await attemptsAt(desk, receiver, 'traced-1');
    await desk.restart();
    await desk.hurry();
    const accepted = await desk.kept('traced-1', 'accepted');
    const [first, second] = await attemptsAt(desk, receiver, 'traced-1', 2);
    assert.ok(first && second);
    const takeIn = receiver.spans.find(({ name }) => name === 'mail.take-in');
    assert.ok(takeIn);

    // One trace, and the producer's span over all of it.
    for (const span of receiver.spans) assert.equal(span.traceId, traceId);
    for (const span of [takeIn, first, second]) {
      assert.deepEqual([span.parentSpanId, span.kind], [spanId, 'consumer']);
    }
    assert.equal(accepted.traceparent, traceparent);
    assert.notEqual(first.resource['service.instance.id'], second.resource['service.instance.id']);
    for (const { resource } of receiver.spans) assert.equal(resource['service.name'], 'sendasapp');

    // The stages lie in their attempt, one behind the other.
    const stages = ['compose', 'wait', 'sign', 'sign', 'token', 'connect', 'login', 'submit'];
    for (const attempt of [first, second]) {
      const children = childrenOf(receiver, attempt);
      assert.deepEqual(
        children.map(({ name }) => name),
        stages,
      );
      let before = attempt.start;
      for (const { name, kind, start, end, attributes } of children) {
        assert.ok(start >= before - 1 && end >= start && end <= attempt.end + 1, name);
        before = end;
        assert.equal(kind, name === 'compose' || name === 'wait' ? 'internal' : 'client');
        const isOnTheLine = ['connect', 'login', 'submit'].includes(name);
        assert.equal(attributes['server.port'], isOnTheLine ? desk.exchange.port : undefined);
      }
    }

    const mail = { 'mail.id': 'traced-1', 'mail.mailbox': mailboxKey(mailbox.address) };
    assert.deepEqual(takeIn.attributes, { ...mail, 'mail.became': 'in' });
    assert.deepEqual(second.attributes, {
      ...mail,
      'mail.attempt': 2,
      'mail.outcome': 'accepted',
      'mail.action': 'done',
      'mail.code': '250',
    });
    const { 'error.type': failure, ...of } = first.attributes;
    assert.deepEqual(of, {
      ...mail,
      'mail.attempt': 1,
      'mail.outcome': 'failed',
      'mail.action': 'retry',
      'mail.code': '451',
      'mail.failed_at': 'submit',
    });
    assert.deepEqual([first.status, second.status], [{ code: 2, message: failure }, { code: 0 }]);

    // Nothing of the mail, of people or of keys.
    const told = receiver.texts.join('\n');
    assert.doesNotMatch(told, /@|secret|Server busy|eyJ/i);

    if (process.env.SENDASAPP_SCREENSHOTS === '1') {
      const picture = path.resolve(import.meta.dirname, '../../../docs/images/trace.svg');
      await writeFile(picture, drawTrace(produced, receiver.spans));
    }
  }));

test('over HTTP the header says whose trace it is, unless the body does; a repeat has another', () =>
  traced(
    async (desk, receiver) => {
      const other = traceparent.replace(/^00-4/, '00-5');
      const post = (id: string, headers: Record<string, string>, more = {}) =>
        ask(desk, 'POST', 'messages', { body: hello({ id, ...more }), headers });
      assert.equal((await post('header-1', { traceparent })).status, 202);
      assert.equal((await post('body-1', { traceparent: other }, { traceparent })).status, 202);
      assert.equal((await post('body-1', {}, { traceparent: other })).status, 202);
      assert.equal((await post('wrong-1', { traceparent: 'nonsense' }, { traceparent: 'x' })).status, 202);
      for (const id of ['header-1', 'body-1']) {
        const [attempt] = await attemptsAt(desk, receiver, id);
        assert.deepEqual([attempt?.traceId, attempt?.parentSpanId], [traceId, spanId], id);
      }
      // Where nobody says anything, the host's own trace of the invocation is continued.
      const [attempt] = await attemptsAt(desk, receiver, 'wrong-1');
      const of = (id: string) => receiver.spans.filter(({ attributes }) => attributes['mail.id'] === id);
      assert.ok(attempt && attempt.traceId !== traceId);
      const takeIn = of('wrong-1').find(({ name }) => name === 'mail.take-in');
      assert.equal(takeIn?.traceId, attempt.traceId);
      assert.deepEqual(
        of('body-1')
          .filter(({ name }) => name === 'mail.take-in')
          .map((span) => [span.traceId === traceId, span.attributes['mail.became']]),
        [
          [true, 'in'],
          [false, 'repeat'],
        ],
      );
      assert.equal(attempt.resource['service.name'], 'billing-mail');
      assert.equal(attempt.resource['deployment.environment.name'], 'test');
    },
    {
      OTEL_SERVICE_NAME: 'billing-mail',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    },
  ));

test('a trace that nobody records is told to nobody', () =>
  traced(async (desk, receiver) => {
    await desk.enqueue({ id: 'unsampled-1', ...letter, traceparent: traceparent.replace(/01$/, '00') });
    await desk.kept('unsampled-1', 'accepted');
    await desk.enqueue({ id: 'sampled-1', ...letter, traceparent });
    await attemptsAt(desk, receiver, 'sampled-1');
    assert.doesNotMatch(receiver.texts.join('\n'), /unsampled-1/);
  }));

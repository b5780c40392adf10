import assert from 'node:assert/strict';
import { test } from 'node:test';
import functions from '@azure/functions';
import { traceparentOf } from '../../../functions/traceparent-of.ts';

const asked = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const own = '00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const unrecorded = own.replace(/01$/, '00');

for (const [name, header, traceParent, expected] of [
  ['the request’s', asked, own, asked],
  ['the request’s, recorded or not', asked.replace(/01$/, '00'), own, asked.replace(/01$/, '00')],
  ['the host’s where the request has none', undefined, own, own],
  ['the host’s where the request’s is none', 'x', own, own],
  ['none where nobody records the host’s', undefined, unrecorded, undefined],
  ['none where the host says nothing', undefined, undefined, undefined],
] as const) {
  test(`whose trace: ${name}`, () => {
    const headers = header === undefined ? {} : { traceparent: header };
    const request = new functions.HttpRequest({ url: 'http://x/', method: 'POST', headers });
    const traceContext = traceParent === undefined ? {} : { traceParent };
    assert.equal(traceparentOf({ traceContext }, request), expected);
  });
}

test('a queued message has the host’s, or none', () => {
  assert.equal(traceparentOf({ traceContext: { traceParent: own } }), own);
  assert.equal(traceparentOf({}), undefined);
});

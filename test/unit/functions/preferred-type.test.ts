import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredType } from '../../../functions/preferred-type.ts';

const [json, text, html] = ['application/json', 'text/plain', 'text/html'] as const;

for (const [accept, wanted] of [
  [null, json],
  ['', json],
  ['*/*', json],
  ['application/json', json],
  ['image/png', json],
  ['text/plain', text],
  ['text/*', text],
  ['TEXT/PLAIN; charset=utf-8', text],
  ['application/json;q=0.5, text/plain', text],
  ['text/plain;q=0.5, application/json', json],
  ['text/plain, */*;q=0.1', text],
  ['text/plain;q=0', json],
  ['text/html', html],
  ['text/html;q=0.9, text/plain;q=0.8', html],
  ['text/html;q=0, */*', json],
  ['text/*;q=0.5, text/html;q=0.1, application/json;q=0.2', text],
  // What Chromium, Firefox and Safari send.
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8', html],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', html],
] as const) {
  test(`Accept: ${accept} is answered as ${wanted}`, () => {
    assert.equal(preferredType(accept, [json, text, html]), wanted);
  });
}

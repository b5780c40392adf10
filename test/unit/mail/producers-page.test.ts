import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseMessage } from '../../../shared/mail/parse.ts';

const page = readFileSync(new URL('../../../docs/producers.md', import.meta.url), 'utf8');

/** Whole messages among the examples; others show a field or an action of a workflow. */
const messages = [...page.matchAll(/^```json\n(\{.*?\n?\})\n```$/gms)]
  .map(([, json = '']) => JSON.parse(json))
  .filter((example) => 'to' in example);

test('the examples of the page are messages that the contract takes', () => {
  assert.ok(messages.length >= 3);
  for (const example of messages) {
    const parsed = parseMessage(example, { id: 'queue-id' });
    assert.ok(parsed.ok, `${JSON.stringify(example)}: ${JSON.stringify(parsed)}`);
  }
});

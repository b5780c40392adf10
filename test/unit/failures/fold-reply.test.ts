import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldReply } from '../../../shared/failures/fold-reply.ts';

const cases: readonly [name: string, text: string, folded: string][] = [
  ['one line', ' 535 5.7.3  No \r\n', '535 5.7.3 No'],
  ['a multi-line reply', '550-5.7.1 One\r\n550-5.7.1 two\r\n550 5.7.1 three', '550 5.7.1 One two three'],
  ['the same in a log', 'S: 550-5.7.1 One\nS: 550 5.7.1 two', 'S: 550 5.7.1 One two'],
  ['two replies', '250 OK\n550 5.7.1 No', '250 OK 550 5.7.1 No'],
  [
    'escapes of JSON',
    '{"m":"550 5.1.1 \\"x\\"\\r\\nnot found \\u0027y\\u0027"}',
    '{"m":"550 5.1.1 "x" not found \'y\'"}',
  ],
  ['a hyphen between the codes', '535-5.7.3 No', '535 5.7.3 No'],
];

for (const [name, text, folded] of cases) {
  test(`folds ${name}`, () => assert.equal(foldReply(text), folded));
}

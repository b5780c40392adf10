import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerRefusal } from '../../../functions/answer-refusal.ts';
import { answerReport } from '../../../functions/answer-report.ts';
import { states } from '../pages/states.ts';

const { green, 'broken at login': broken } = states;
assert.ok(green && broken);

const fieldsOf = (headers: unknown) => headers as Record<string, string>;

test('a report without failures is a 200, one with failures a 503 that says when to ask again', () => {
  assert.equal(answerReport(green, { accept: null }).status, 200);
  const answer = answerReport(broken, { accept: null });
  assert.equal(answer.status, 503);
  assert.equal(fieldsOf(answer.headers)['retry-after'], String(broken.freshInSeconds));
  assert.equal(answer.jsonBody, broken);
});

for (const [accept, type, begins] of [
  ['text/plain', 'text/plain; charset=utf-8', /^\S/],
  ['text/html', 'text/html; charset=utf-8', /^<!doctype html>/],
] as const) {
  test(`as ${accept}, with what says that other forms exist and that none is kept`, () => {
    for (const answer of [answerReport(broken, { accept }), answerRefusal(400, 'No such probe.', accept)]) {
      const headers = fieldsOf(answer.headers);
      assert.equal(headers['content-type'], type);
      assert.equal(headers.vary, 'Accept');
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(answer.body), begins);
    }
  });
}

test('a refusal keeps its status and its own fields in every form', () => {
  for (const accept of [null, 'text/plain', 'text/html']) {
    const answer = answerRefusal(405, 'To send, POST.', accept, { allow: 'POST' });
    assert.equal(answer.status, 405);
    assert.equal(fieldsOf(answer.headers).allow, 'POST');
    assert.match(JSON.stringify(answer.jsonBody ?? answer.body), /To send, POST\./);
  }
});

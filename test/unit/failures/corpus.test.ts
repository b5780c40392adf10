import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainText } from '../../../shared/failures/explain.ts';
import { corpus } from '../../support/replies/corpus.ts';

for (const [id, pasted] of corpus) {
  test(`${id} in ${JSON.stringify(pasted.slice(0, 70))}`, () => {
    const explanation = explainText(pasted);
    assert.equal(explanation.id, id);
    assert.equal(explanation.said, pasted.trim());
  });
}

test('every pasted text is explained', (context) => {
  const explained = corpus.filter(([id, pasted]) => explainText(pasted).id === id).length;
  context.diagnostic(`${explained} of ${corpus.length} pasted texts explained`);
  assert.ok(corpus.length >= 60);
  assert.equal(explained, corpus.length);
});

test('a challenge is read out, and said not to be the final reply', () => {
  const { meaning } = explainText(
    'S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL291dGxvb2sub2ZmaWNlLmNvbS8ifQ==',
  );
  assert.match(meaning, /not the final reply/);
  assert.match(meaning, /status 401, schemes bearer, scope https:\/\/outlook\.office\.com\/\.$/);
});

test('the prompts of a login are no challenges', () => {
  for (const prompt of ['334 ', '334 VXNlcm5hbWU6']) assert.equal(explainText(prompt).id, 'unlisted');
});

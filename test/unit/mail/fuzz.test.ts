import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startCanary } from '../../fuzz/canary.ts';
import { allProperties, playAll } from '../../fuzz/play.ts';

/** Small beside those of `npm run fuzz`, and another seed each day. */
const CASES = 40;
const seed = Math.floor(Date.now() / 86_400_000);

const canary = await startCanary();
after(() => canary.stop());

for (const property of allProperties(canary))
  test(property.name, async () => {
    const cases = Math.ceil(CASES * (property.share ?? 1));
    const { played, findings } = await playAll([property], { cases, seed });
    assert.deepEqual(findings.map(({ report }) => report).join('\n'), '');
    assert.ok(played >= cases);
  });

test('no address of a message was fetched', () => assert.equal(canary.fetched(), 0));

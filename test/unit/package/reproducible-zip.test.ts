import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, unzipSync } from 'fflate';
import { reproducibleZip } from '../../../scripts/package/reproducible-zip.ts';

const [a, b] = [strToU8('one'), strToU8('two '.repeat(100))];

test('the bytes of a zip do not depend on the order of the files, the clock or its zone', (context) => {
  const zone = process.env.TZ;
  context.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const zips = ['UTC', 'Asia/Tokyo', 'America/St_Johns'].map((TZ, at) => {
    process.env.TZ = TZ;
    return reproducibleZip(at === 0 ? { a, b } : { b, a });
  });
  assert.deepEqual(zips[1], zips[0]);
  assert.deepEqual(zips[2], zips[0]);
  assert.deepEqual(unzipSync(zips[0] as Uint8Array), { a, b });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../../docs/result.schema.json' with { type: 'json' };

test('the event that docs/producers.md shows is one', async () => {
  const page = await readFile(new URL('../../../docs/producers.md', import.meta.url), 'utf8');
  const [, example = ''] = /## Results[\s\S]*?```json\n([\s\S]*?)```/.exec(page) ?? [];
  const validate = new Ajv2020().compile(schema);
  assert.ok(validate(JSON.parse(example)), JSON.stringify(validate.errors));
});

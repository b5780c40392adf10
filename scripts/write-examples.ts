import { readFileSync } from 'node:fs';
import { withExamples } from './examples-page.ts';
import { generate } from './generate.ts';

/** Writes the examples into docs/producers.md. */
const root = new URL('../', import.meta.url);

await generate('docs/producers.md', import.meta, (page) =>
  withExamples(page, (example) => readFileSync(new URL(example, root), 'utf8')),
);

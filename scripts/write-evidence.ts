import { catalogue } from '../shared/failures/catalogue.ts';
import { withEvidence } from './evidence-tables.ts';
import { generate } from './generate.ts';

/** Writes the counts in docs/evidence.md. */
await generate('docs/evidence.md', import.meta, (page) => withEvidence(page, catalogue));

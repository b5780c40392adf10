import { catalogue } from '../shared/failures/catalogue.ts';
import { errorsPage } from './errors-page.ts';
import { generate } from './generate.ts';

/** Writes docs/errors.md. */
await generate('docs/errors.md', import.meta, () => errorsPage(catalogue));

import { generate } from './generate.ts';
import { withExplanations } from './guide-explanations.ts';

/** Writes the explanations in docs/guide.md. */
await generate('docs/guide.md', import.meta, withExplanations);

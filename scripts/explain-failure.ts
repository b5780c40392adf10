import { type Explanation, explain } from '../shared/failures/explain.ts';
import type { PlaceholderValues } from '../shared/failures/placeholders.ts';

/** Explains a failure that was kept by its id and the words that were said. */
export function explainFailure(failure: string, said: string, values: PlaceholderValues = {}): Explanation {
  const isListed = failure !== 'unlisted' && failure !== '';
  return explain({ at: 'submit', said, ...(isListed && { code: failure }) }, values);
}

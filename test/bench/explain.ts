import { catalogue } from '../../shared/failures/catalogue.ts';
import { explainText } from '../../shared/failures/explain.ts';
import { corpus } from '../support/replies/corpus.ts';
import type { Benchmark } from './benchmark.ts';

const ROUNDS = 200;

/** Whether errors as people paste them come to the row that is meant, and what a look costs. */
export const explain: Benchmark = {
  says: 'the share of pasted errors that the intended row explains, and the time of a look',
  async run(progress) {
    progress(`${corpus.length} pasted errors`);
    const right = corpus.filter(([id, pasted]) => explainText(pasted).id === id).length;
    const began = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) for (const [, pasted] of corpus) explainText(pasted);
    const each = (performance.now() - began) / (ROUNDS * corpus.length);
    const pastedRows = new Set(corpus.map(([id]) => id)).size;
    return [
      { name: 'rows', what: 'rows of the catalogue', value: catalogue.length, unit: 'rows' },
      { name: 'pasted', what: 'errors as they stand in logs', value: corpus.length, unit: 'texts' },
      { name: 'pastedRows', what: 'rows that they are of', value: pastedRows, unit: 'rows' },
      {
        name: 'explained',
        what: 'explained by the intended row',
        value: right / corpus.length,
        unit: 'of 1',
      },
      { name: 'missed', what: 'not so', value: corpus.length - right, unit: 'texts', atMost: 0 },
      { name: 'ms', what: 'a look', value: each, unit: 'ms' },
    ];
  },
};

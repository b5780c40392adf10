import { distance } from 'fastest-levenshtein';
import { catalogue } from '../../shared/failures/catalogue.ts';
import type { KnownFailure } from '../../shared/failures/known-failure.ts';
import { failed, ok, type Result } from '../../shared/failures/result.ts';
import { howPlayed } from './how-played.ts';
import type { Play } from './play.ts';

/** A row of the catalogue with the way in which it is played. */
export interface Played {
  row: KnownFailure;
  play: Play;
}

/** All rows that can be played, in the order of the catalogue. */
export function playableRows(): Played[] {
  return catalogue.flatMap((row) => {
    const play = howPlayed(row);
    return play.ok ? [{ row, play: play.value }] : [];
  });
}

/** The row of this id, or in words for people why it is not played. `strict` takes no text that is only reported. */
export function choosePlay(id: string, { strict }: { strict: boolean }): Result<Played, string> {
  const row = catalogue.find((one) => one.id === id);
  if (!row) return failed(`There is no failure ${id}. Near it: ${nearest(id).join(', ')}. ${howToList}`);
  const play = howPlayed(row);
  if (!play.ok) return failed(`${id} cannot be played: ${play.error}. ${howToList}`);
  if (strict && row.evidence === 'reported') {
    return failed(`${id} is not played with --strict: only third parties report its text (${row.source}).`);
  }
  return ok({ row, play: play.value });
}

const howToList = 'All that can be played: --play list';

/** The three ids that need the fewest changes; one that holds the word as typed comes before all others. */
function nearest(id: string): string[] {
  const costs = playableRows().map(({ row }) => ({
    id: row.id,
    cost: row.id.includes(id) ? 0 : distance(id, row.id),
  }));
  return costs
    .sort((one, other) => one.cost - other.cost)
    .slice(0, 3)
    .map((near) => near.id);
}

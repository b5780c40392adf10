import type { Played } from './choose.ts';
import { placeOf } from './play.ts';

/** What can be played as aligned lines: id, step, evidence of the text, and where it is said. */
export function listLines(rows: readonly Played[]): string[] {
  const cells = rows.map(({ row, play }) => [row.id, row.at, row.evidence, placeOf(play)]);
  const table = [['id', 'step', 'evidence', 'said by'], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

import { inspect, styleText } from 'node:util';
import { type Figure, holds } from './benchmark.ts';
import type { LoadReport } from './load-benchmark.ts';
import { controlLooksWorse, keeps } from './load-verdict.ts';

/** Figures with their bounds, a line each. */
export function printFigures(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const figure of figures) {
    const { what, value, unit, atMost } = figure;
    const bound = atMost === undefined ? '' : `  at most ${atMost}: ${verdict(holds(figure))}`;
    console.log(`${what.padEnd(width)}  ${shown(value).padStart(8)} ${unit.padEnd(10)}${bound}`.trimEnd());
  }
}

/** Raw counts beside the control's, then the bounds, then what else was measured. */
export function printLoad(report: LoadReport, short: boolean): void {
  const { counts, control, bounds, table, more } = report;
  console.log(`${''.padEnd(18)}${'ours'.padStart(10)}${'control'.padStart(10)}`);
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
    console.log(`${name.padEnd(18)}${shown(counts[name]).padStart(10)}${shown(control[name]).padStart(10)}`);
  }
  console.log();
  const width = Math.max(...bounds.map(({ what }) => what.length));
  for (const bound of bounds) {
    const { what, value, atMost, atLeast, aboutLength } = bound;
    const limit = [
      atLeast !== undefined && `at least ${shown(atLeast)}`,
      atMost !== undefined && `at most ${shown(atMost)}`,
    ].filter(Boolean);
    const said = short && aboutLength ? 'left out of a short run' : verdict(keeps(bound));
    console.log(`${what.padEnd(width)}  ${shown(value).padStart(8)}  ${limit.join(', ')}: ${said}`);
  }
  console.log(`${'the control looks worse'.padEnd(width)}  ${verdict(controlLooksWorse(report))}`);
  if (table) printTable(table);
  else if (more) console.log(`\n${inspect(more, { depth: 6, breakLength: 110 })}`);
}

/** The first column names the row. */
function printTable(rows: NonNullable<LoadReport['table']>): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  console.log();
  for (const [name = '', ...line] of cells) {
    const others = line.map((cell, at) => cell.padStart((widths[at + 1] ?? 0) + 2));
    console.log(`${name.padEnd(widths[0] ?? 0)}${others.join('')}`.trimEnd());
  }
}

const verdict = (isKept: boolean): string =>
  isKept ? styleText('green', 'holds') : styleText('red', 'does not hold');

const shown = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 3 : 0 });

import { styleText } from 'node:util';
import type { Row } from '../faults/break-and-mend.ts';
import { type FaultRun, shuffledFaults } from '../faults/run-faults.ts';
import { runApart, runTogether } from '../faults/run-lanes.ts';
import { judgeRun } from '../faults/verdict.ts';
import type { ProofBenchmark } from './proof-benchmark.ts';

/** Breaks a set-up in every known way and sees whether the validator names it, and mends it. */
export const faults: ProofBenchmark = {
  says: 'faults broken in turn: does the report name them first, and does its command mend them?',
  async prove({ short, seed, progress }) {
    const began = performance.now();
    const chosen = shuffledFaults(seed);
    let done = 0;
    const told = ({ id, named, mended }: Row) => {
      done += 1;
      progress(`${done} of ${chosen.length}: ${id} ${named ? 'named' : 'NOT NAMED'}, mended ${mended}`);
    };
    const run = short ? await runTogether(chosen, told) : await runApart(chosen, told);
    const seconds = (performance.now() - began) / 1000;
    const { wrong, ...figures } = judgeRun(run);
    const isKept = wrong.length === 0;
    return {
      holds: isKept,
      json: { ...figures, holds: isKept, control: run.control, seconds, wrong, rows: run.rows },
      lines: [...table(run), '', ...closing(run, seconds)],
    };
  },
};

function table({ rows }: FaultRun): string[] {
  const titles = ['broken', 'first cause', 'right', 'mended', 's'];
  const cells = rows.map((row) => [
    row.broken,
    cut(row.first, 70),
    row.named ? 'yes' : 'NO',
    row.mended,
    row.seconds.toFixed(1),
  ]);
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  return [titles, ...cells].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

function closing(run: FaultRun, seconds: number): string[] {
  const {
    faults: count,
    named,
    mended,
    mendedByCommand,
    mendedBySetting,
    mendedByHand,
    wrong,
  } = judgeRun(run);
  return [
    `${count} broken, ${named} named first, ${mended} mended: ${mendedByCommand} by the report's own command, ${mendedBySetting} by the setting it names, ${mendedByHand} by hand. ${seconds.toFixed(0)} s.`,
    `Control, nothing broken: ${run.control.isGreen ? 'green' : 'not green'}, names ${run.control.names}.`,
    ...(wrong.length === 0
      ? [styleText('green', 'holds')]
      : wrong.map((text) => styleText('red', `does not hold: ${text}`))),
  ];
}

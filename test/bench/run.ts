// `npm run bench -- <name> [--json]`; without a name it lists what there is. Exit code 1: a bound does not hold.
import { availableParallelism } from 'node:os';
import { parseArgs, styleText } from 'node:util';
import { type Benchmark, type Figure, holds, type Progress } from './benchmark.ts';
import { calls } from './calls.ts';
import { install } from './install.ts';
import { load } from './load.ts';
import { start } from './start.ts';
import { throughput } from './throughput.ts';

const benchmarks: Record<string, Benchmark> = { start, load, calls, throughput, install };

const { values: flags, positionals } = parseArgs({
  options: { json: { type: 'boolean' } },
  allowPositionals: true,
});
const [name = ''] = positionals;
const benchmark = benchmarks[name];

const quiet = flags.json || process.env.CI;
const clearLine = process.stderr.isTTY ? '\r\x1b[K' : '';
const progress: Progress = (text) => {
  if (!quiet) process.stderr.write(clearLine ? `${clearLine}${text}` : `${text}\n`);
};

if (benchmark) {
  const figures = await benchmark.run(progress);
  if (!quiet) process.stderr.write(clearLine);
  if (flags.json) console.log(JSON.stringify(report(name, figures)));
  else printTable(figures);
  process.exitCode = figures.every(holds) ? 0 : 1;
} else {
  console.log('usage: npm run bench -- <name> [--json]\n');
  for (const [known, { says }] of Object.entries(benchmarks)) console.log(`  ${known.padEnd(12)}${says}`);
  process.exitCode = name === '' ? 0 : 2;
}

function report(bench: string, figures: readonly Figure[]) {
  return {
    bench,
    date: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    figures: Object.fromEntries(figures.map((figure) => [figure.name, figure.value])),
    bounds: Object.fromEntries(
      figures.flatMap(({ name, atMost }) => (atMost === undefined ? [] : [[name, atMost]])),
    ),
    holds: figures.every(holds),
  };
}

function printTable(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const figure of figures) {
    const { what, value, unit, atMost } = figure;
    const number = value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
    const verdict = holds(figure) ? styleText('green', 'holds') : styleText('red', 'does not hold');
    const bound = atMost === undefined ? '' : `  at most ${atMost}: ${verdict}`;
    console.log(`${what.padEnd(width)}  ${number.padStart(8)} ${unit.padEnd(10)}${bound}`.trimEnd());
  }
}

// `npm run bench -- <name> [--json]`; without a name it lists what there is. Exit code 1: a bound does not hold.
// Those under load take `--seed N` and `--short`, which ends within 50 s; `faults`, `infra` and `cost` take them as well.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { figuresAsJson, loadAsJson } from './as-json.ts';
import { type Benchmark, holds, type Progress } from './benchmark.ts';
import { burst } from './burst.ts';
import { calls } from './calls.ts';
import { cost } from './cost.ts';
import { crash } from './crash.ts';
import { explain } from './explain.ts';
import { faults } from './faults.ts';
import { fleet } from './fleet.ts';
import { infra } from './infra.ts';
import { install } from './install.ts';
import { load } from './load.ts';
import type { LoadBenchmark } from './load-benchmark.ts';
import { holdsUnderLoad } from './load-verdict.ts';
import { memory } from './memory.ts';
import { outage } from './outage.ts';
import { pace } from './pace.ts';
import { printFigures, printLoad } from './print.ts';
import type { ProofBenchmark } from './proof-benchmark.ts';
import { rows } from './rows.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';
import { throughput } from './throughput.ts';

const benchmarks: Record<string, Benchmark | LoadBenchmark | ProofBenchmark> = {
  start,
  load,
  calls,
  explain,
  throughput,
  install,
  memory,
  rows,
  pace,
  burst,
  storm,
  crash,
  outage,
  faults,
  infra,
  fleet,
  cost,
};

const { values: flags, positionals } = parseArgs({
  options: {
    json: { type: 'boolean' },
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});
const [name = ''] = positionals;
const benchmark = benchmarks[name];
const seed = Number(flags.seed);

const quiet = flags.json || process.env.CI;
const clearLine = process.stderr.isTTY ? '\r\x1b[K' : '';
const progress: Progress = (text) => {
  if (!quiet) process.stderr.write(clearLine ? `${clearLine}${text}` : `${text}\n`);
};

if (!benchmark || !Number.isSafeInteger(seed)) {
  console.log('usage: npm run bench -- <name> [--json] [--short] [--seed N]\n');
  for (const [known, { says }] of Object.entries(benchmarks)) console.log(`  ${known.padEnd(12)}${says}`);
  process.exitCode = name === '' ? 0 : 2;
} else if ('measure' in benchmark) {
  await runLoad(benchmark);
} else if ('prove' in benchmark) {
  await runProof(benchmark);
} else {
  await runFigures(benchmark);
}

async function runFigures(benchmark: Benchmark): Promise<void> {
  const figures = await benchmark.run(progress);
  if (!quiet) process.stderr.write(clearLine);
  if (flags.json) console.log(JSON.stringify({ ...circumstances(), ...figuresAsJson(figures) }));
  else printFigures(figures);
  process.exitCode = figures.every(holds) ? 0 : 1;
}

async function runLoad(benchmark: LoadBenchmark): Promise<void> {
  const { short } = flags;
  const report = await benchmark.measure({ short, seed, progress });
  if (!quiet) process.stderr.write(clearLine);
  if (flags.json)
    console.log(JSON.stringify({ ...circumstances(), short, seed, ...loadAsJson(report, short) }));
  else printLoad(report, short);
  process.exitCode = holdsUnderLoad(report, short) ? 0 : 1;
}

async function runProof(benchmark: ProofBenchmark): Promise<void> {
  const { short } = flags;
  const { holds: isKept, json, lines } = await benchmark.prove({ short, seed, progress });
  if (!quiet) process.stderr.write(clearLine);
  if (flags.json) console.log(JSON.stringify({ ...circumstances(), short, seed, ...json }));
  else for (const line of lines) console.log(line);
  process.exitCode = isKept ? 0 : 1;
}

function circumstances() {
  return {
    bench: name,
    date: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
  };
}

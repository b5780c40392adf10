import { styleText } from 'node:util';
import { startCompiler } from '../infra/bicep/compiler.ts';
import { findBicep } from '../infra/bicep/find-bicep.ts';
import { type Caught, catchFault } from '../infra/catch-fault.ts';
import { type Fault, faults, type Plant } from '../infra/faults.ts';
import { azdEnvironment } from '../infra/scenarios.ts';
import { createRandom } from '../support/model/random.ts';
import type { ProofBenchmark } from './proof-benchmark.ts';

interface Row {
  fault: string;
  change: string;
  caught: Caught | undefined;
  seconds: number;
}

/** Plants mistakes in the template and sees whether its tests find them; whole: each mistake in every way it is known in. */
export const infra: ProofBenchmark = {
  says: 'mistakes planted in the Bicep template: do compiler, linter and checks find each?',
  async prove({ short, seed, progress }) {
    const found = await findBicep();
    if (!found.ok) return without(found.why);
    const began = performance.now();
    const compiler = await startCompiler(found.file, azdEnvironment);
    try {
      const control = await catchFault(compiler);
      const rows: Row[] = [];
      for (const [fault, plant] of chosen(seed, short)) {
        const start = performance.now();
        const caught = await catchFault(compiler, plant);
        const change = `${plant.file}: ${plant.from} -> ${plant.to}`;
        rows.push({ fault: fault.name, change, caught, seconds: (performance.now() - start) / 1000 });
        progress(`${fault.name}: ${caught?.says ?? 'NOT CAUGHT'}`);
      }
      return judge(rows, control, (performance.now() - began) / 1000);
    } finally {
      await compiler.stop();
    }
  },
};

/** Short: each mistake in one way, which the seed decides; it always decides the order. */
function chosen(seed: number, short: boolean): [Fault, Plant][] {
  const random = createRandom(seed);
  return faults
    .flatMap((fault) =>
      (short ? [random.pick(fault.plants)] : fault.plants).map((plant) => ({ fault, plant })),
    )
    .map((one) => ({ ...one, at: random.between(0, 2 ** 30) }))
    .sort((one, other) => one.at - other.at)
    .map(({ fault, plant }) => [fault, plant]);
}

function judge(rows: readonly Row[], control: Caught | undefined, seconds: number) {
  const planted = faults.length;
  const everyWay = (isSo: (row: Row) => boolean) =>
    faults.filter(({ name }) => rows.every((row) => row.fault !== name || isSo(row))).length;
  const caught = everyWay((row) => row.caught !== undefined);
  const byCompiler = everyWay((row) => row.caught?.by === 'compiler');
  const holds = caught === planted && control === undefined;
  return {
    holds,
    json: {
      planted,
      caught,
      holds,
      changes: rows.length,
      byCompiler,
      control: control ?? null,
      seconds,
      rows,
    },
    lines: [
      ...rows.map(
        ({ fault, caught }) => `${fault.padEnd(42)}${caught ? `${caught.by}: ${caught.says}` : 'NOT CAUGHT'}`,
      ),
      '',
      `${planted} mistakes planted in ${rows.length} ways, ${caught} caught; compiler and linter alone: ${byCompiler}. ${seconds.toFixed(0)} s.`,
      `Control, nothing planted: ${control ? control.says : 'nothing found'}.`,
      holds ? styleText('green', 'holds') : styleText('red', 'does not hold'),
    ],
  };
}

const without = (why: string) => ({
  holds: false,
  json: { planted: 0, caught: 0, holds: false, why },
  lines: [styleText('red', why)],
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Row } from './break-and-mend.ts';
import { exchangeFaults } from './exchange.ts';
import type { Fault } from './fault.ts';
import type { FaultRun } from './run-faults.ts';

const laneScript = path.join(import.meta.dirname, 'lane.ts');
/** The stand-ins wait for each other more than they work. */
const LANES = 2;

/** Faults share the stand-ins of a lane, and those that are mended in PowerShell share one lane and so one PowerShell. */
export function runTogether(chosen: readonly Fault[], told: (row: Row) => void): Promise<FaultRun> {
  const forExchange = chosen.filter((fault) => exchangeFaults.includes(fault));
  const others = chosen.filter((fault) => !exchangeFaults.includes(fault));
  const half = Math.ceil(chosen.length / LANES) - forExchange.length;
  return runLanes([[...forExchange, ...others.slice(0, half)], others.slice(half)], told);
}

/** Each fault has stand-ins and a process of its own, so that none can help or hinder another. */
export const runApart = (chosen: readonly Fault[], told: (row: Row) => void): Promise<FaultRun> =>
  runLanes(
    chosen.map((fault) => [fault]),
    told,
  );

async function runLanes(lots: readonly (readonly Fault[])[], told: (row: Row) => void): Promise<FaultRun> {
  const runs: FaultRun[] = [];
  // One iterator for all: each lane takes the next lot.
  const waiting = lots.values();
  const lane = async () => {
    for (const lot of waiting) runs.push(await runLot(lot, told));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const [first] = runs;
  if (!first) throw new Error('There is no fault to break');
  const wrong = runs.find(({ control }) => !control.isGreen || control.named > 0);
  return {
    rows: runs.flatMap(({ rows }) => rows),
    control: (wrong ?? first).control,
    withoutPowerShell: first.withoutPowerShell,
  };
}

async function runLot(lot: readonly Fault[], told: (row: Row) => void): Promise<FaultRun> {
  const child = spawn(process.execPath, [laneScript, ...lot.map(({ id }) => id)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let run: FaultRun | undefined;
  for await (const line of createInterface(child.stdout)) {
    const said: { row?: Row; run?: FaultRun } = JSON.parse(line);
    if (said.row) told(said.row);
    run = said.run ?? run;
  }
  await closed;
  if (!run) throw new Error(`A process that broke ${lot.length} faults ended before it was done`);
  return run;
}

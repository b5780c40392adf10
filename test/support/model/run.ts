// The long run: node test/support/model/run.ts --schedules 100000 --seed 1
import { parseArgs } from 'node:util';
import { playMany } from './many.ts';
import { play } from './play.ts';
import { drawSchedule } from './schedule.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '100000' },
    trace: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
if (values.trace) await play(drawSchedule(Number(values.seed)), console.log);

const count = Number(values.schedules);
const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 100) / 10;

const summary = await playMany(Number(values.seed), count, {}, ({ schedules, broken }) => {
  if (schedules % 1_000 === 0)
    console.log(`${schedules} of ${count}, ${broken.length} broken, ${seconds()} s`);
});

for (const { seed, violations } of summary.broken.slice(0, 20)) {
  console.log(`\nseed ${seed}`);
  for (const { promise, what } of violations) console.log(`  ${promise}: ${what}`);
}
console.table(Object.fromEntries(summary.struck));
const { schedules, messages, sendings, broken } = summary;
console.log({ schedules, messages, sendings, broken: broken.length, seconds: seconds() });
process.exitCode = broken.length > 0 ? 1 : 0;

// The long run: npm run fuzz [-- --cases 100000 --seed 1 --only words of a property]
import { parseArgs } from 'node:util';
import { startCanary } from './canary.ts';
import { allProperties, playAll } from './play.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});

const canary = await startCanary();
const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 100) / 10;
let told = 0;

const properties = allProperties(canary).filter(({ name }) => name.includes(values.only));
const { played, findings } = await playAll(properties, {
  cases: Number(values.cases),
  seed: Number(values.seed),
  tell(name, count) {
    if (seconds() - told < 5) return;
    told = seconds();
    console.log(`${count} of ${values.cases} cases, ${told} s: ${name}`);
  },
});
canary.stop();

for (const { name, report } of findings) console.log(`\nFound: ${name}\n${report}`);
const fetched = canary.fetched();
if (fetched > 0) console.log(`\nFound: an address in a message was fetched ${fetched} times`);
console.log({ cases: played, findings: findings.length + Math.min(fetched, 1), seconds: seconds() });
process.exitCode = findings.length + fetched > 0 ? 1 : 0;

// Breaks and mends the faults whose ids are given; a line of JSON for each, and one for the whole in the end.
import { faults } from './all.ts';
import { runFaults } from './run-faults.ts';

const ids = process.argv.slice(2);
const chosen = ids.flatMap((id) => faults.find((fault) => fault.id === id) ?? []);
const print = (said: object) => console.log(JSON.stringify(said));
print({ run: await runFaults(chosen, (row) => print({ row })) });

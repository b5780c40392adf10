import { runTogether } from '../../processes.ts';

await runTogether(import.meta.dirname);

// The unit tests in one process: loading the same modules 160 times takes longer than the tests.
import { units } from './units.ts';

for (const file of units.together) await import(file);

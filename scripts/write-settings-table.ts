import { generate } from './generate.ts';
import { withSettingsTable } from './settings-table.ts';

/** Writes README's table of settings. */
await generate('README.md', import.meta, withSettingsTable);

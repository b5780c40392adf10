import { withEvents } from './events-table.ts';
import { generate } from './generate.ts';

/** Writes the events into docs/telemetry.md. */
await generate('docs/telemetry.md', import.meta, withEvents);

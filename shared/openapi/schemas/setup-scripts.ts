import * as z from 'zod/mini';
import { text, version } from './fields.ts';

/** The scripts that set up Entra and Exchange Online. */
export const scripts = z
  .object({
    version,
    scripts: z.array(
      z.object({
        name: text('Its file name.', 'check.ps1'),
        purpose: text('Who runs it for what.'),
        text: text('The script.'),
      }),
    ),
  })
  .check(z.meta({ id: 'SetupScripts', title: 'Setup scripts', description: 'In the order of their use.' }));

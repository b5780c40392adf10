import { readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../../shared/failures/catalogue.ts';
import { fillCommand, isPowerShell, type PlaceholderValues } from '../../../shared/failures/placeholders.ts';
import { rankLoginCauses } from '../../../shared/validator/login-causes.ts';
import type { Evidence } from '../../../shared/validator/rank-causes.ts';
import { rankSubmissionCauses } from '../../../shared/validator/submission-causes.ts';
import { now, rightClaims, settingsWith } from '../../unit/validator/given.ts';

/** Every command that the catalogue advises, as it stands there. */
export const catalogueCommands: readonly string[] = [
  ...new Set(catalogue.flatMap(({ fix }) => fix.flatMap(({ command }) => command ?? []))),
];

/** The PowerShell commands of catalogue and validator, filled in. */
export function powerShellCommands(values: PlaceholderValues): readonly string[] {
  const ofCatalogue = catalogueCommands.filter(isPowerShell).map((command) => fillCommand(command, values));
  const ofValidator = evidences(values)
    .flatMap((evidence) => [
      ...rankLoginCauses(evidence),
      ...(rankSubmissionCauses('mailbox-logon-failure', evidence) ?? []),
      ...(rankSubmissionCauses('send-as-denied', evidence) ?? []),
    ])
    .flatMap(({ command }) => (command !== undefined && isPowerShell(command) ? command : []));
  return [...new Set([...ofCatalogue, ...ofValidator])];
}

/** Both permission models, with and without the role in the token, accepted before or never: every cause is in one. */
const evidences = (values: PlaceholderValues): Evidence[] =>
  (['mailbox', 'rbac'] as const).flatMap((model) =>
    [[], rightClaims.roles].flatMap((roles) =>
      [0, now].map((lastAccepted) => ({
        settings: settingsWith({ MAIL_PERMISSION_MODEL: model }),
        claims: { ...rightClaims, roles },
        lastAccepted,
        refusedSince: undefined,
        now,
        values,
      })),
    ),
  );

/** Lines that are not run here, and why. They are parsed all the same. */
export const notRun: readonly (readonly [RegExp, string])[] = [
  [/^Install-Module /, 'loads from the PowerShell Gallery'],
  [/^(?:Test-NetConnection|Resolve-DnsName) /, 'Windows only, and asks the network'],
  [/^Set-ExecutionPolicy /, 'Windows only'],
];

const guide = readFileSync(path.join(import.meta.dirname, '../../../docs/guide.md'), 'utf8');

/** The PowerShell blocks of the guide, in their order. */
export const guideBlocks: readonly string[] = [...guide.matchAll(/^```powershell\n(.*?)^```$/gms)].map(
  ([, block = '']) => block,
);

/** PowerShell commands with arguments in the guide's running text and tables. */
export const guideInlineCommands: readonly string[] = [
  ...new Set(
    [...guide.replaceAll(/^```.*?^```$/gms, '').matchAll(/`((?:[A-Z][a-z]+)-[A-Z]\w+ [^`]+)`/g)].map(
      ([, command = '']) => command.replaceAll(/\s*\n\s*/g, ' '),
    ),
  ),
];

/** What is left of a command without the lines that are not run. */
export const runnable = (command: string): string =>
  command
    .split('\n')
    .filter((line) => !notRun.some(([pattern]) => pattern.test(line)))
    .join('\n')
    .trim();

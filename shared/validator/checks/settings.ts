import { mendSettings } from '../../failures/catalogue/fixes.ts';
import { explain } from '../../failures/explain.ts';
import type { Result } from '../../failures/result.ts';
import { definitions } from '../../settings/definitions.ts';
import { httpAuthUnchecked } from '../../settings/http-auth.ts';
import type { FunctionApp, SettingProblem, Settings } from '../../settings.ts';
import { type Check, defineCheck } from '../check.ts';
import { placeValues } from '../known-values.ts';
import { notForProduction } from '../not-for-production.ts';
import { fillCause, type LikelyCause } from '../rank-causes.ts';
import { refused } from '../refused.ts';

/** What is known beside the settings themselves. */
export interface Beside {
  functionApp?: FunctionApp | undefined;
  /** Names in the environment that look like settings and are none. */
  unknown?: readonly string[];
}

/** All settings at once: each one that is missing or wrong, with its purpose, where it is found and an example. */
export const settingsCheck = (
  read: Result<Settings, readonly SettingProblem[]>,
  { functionApp, unknown = [] }: Beside = {},
): Check =>
  defineCheck({
    id: 'settings',
    title: 'Settings of the app',
    probe: 'settings',
    needs: [],
    gives: ['settings'],
    async look() {
      if (read.ok) {
        const { mailboxes, certificate, permissionModel } = read.value;
        const { mode, isChecked } = read.value.httpAuth;
        if (mode === 'easyauth' && !isChecked) {
          return { ...refused(httpAuthUnchecked, { settings: read.value }), facts: { settings: read.value } };
        }
        const inTheWay = notForProduction(read.value.safety);
        const misspelt = unknown.map((name) => `${name} is no setting of this app, and counts for nothing.`);
        const count = `${mailboxes.length} mailbox${mailboxes.length === 1 ? '' : 'es'}`;
        return {
          verdict: misspelt.length > 0 ? 'warn' : inTheWay.length > 0 ? 'notice' : 'pass',
          says: [`Nothing is missing or wrong; ${count}.`, ...misspelt, ...inTheWay].join(' '),
          details: { certificateSource: certificate.source, permissionModel },
          facts: { settings: read.value },
        };
      }
      const values = placeValues(functionApp);
      const problems = read.error.map(({ name, says }) => `${name} ${says}`);
      return {
        verdict: 'fail',
        says: `${problems.join('; ')}.`,
        details: Object.fromEntries(
          read.error.map(({ name }) => {
            const { for: purpose, where, example } = definitions[name];
            return [name, `${purpose}; found at: ${where}; example: ${example}`];
          }),
        ),
        failure: explain({ at: 'settings', code: 'settings-invalid', said: problems.join('; ') }, values),
        causes: read.error.map((problem) => fillCause(causeOf(problem, unknown), values)),
      };
    },
  });

function causeOf({ name, says }: SettingProblem, unknown: readonly string[]): LikelyCause {
  const { for: purpose, where, example } = definitions[name];
  return {
    cause: `${name} ${says}.`,
    because: [`It says ${purpose}.`, ...unknown.map((one) => `${one} is there, and is no setting.`)].join(
      ' ',
    ),
    does: `Set ${name}, for example to ${example}. Found at: ${where}.`,
    ...(mendSettings.portal && { portal: mendSettings.portal }),
    ...(mendSettings.command && { command: mendSettings.command.replace('NAME=', `${name}=`) }),
  };
}

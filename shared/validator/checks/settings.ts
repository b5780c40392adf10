import { mendSettings } from '../../failures/catalogue/fixes.ts';
import { explain } from '../../failures/explain.ts';
import { fillCommand, fillText } from '../../failures/placeholders.ts';
import type { Result } from '../../failures/result.ts';
import { definitions } from '../../settings/definitions.ts';
import { httpAuthUnchecked } from '../../settings/http-auth.ts';
import type { SettingProblem, Settings } from '../../settings.ts';
import { type Check, defineCheck } from '../check.ts';
import { notForProduction } from '../not-for-production.ts';
import type { LikelyCause } from '../rank-causes.ts';
import { refused } from '../refused.ts';

/** All settings at once: each one that is missing or wrong, with its purpose, where it is found and an example. */
export const settingsCheck = (read: Result<Settings, readonly SettingProblem[]>): Check =>
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
        const count = `${mailboxes.length} mailbox${mailboxes.length === 1 ? '' : 'es'}`;
        return {
          verdict: inTheWay.length > 0 ? 'notice' : 'pass',
          says: [`Nothing is missing or wrong; ${count}.`, ...inTheWay].join(' '),
          details: { certificateSource: certificate.source, permissionModel },
          facts: { settings: read.value },
        };
      }
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
        failure: explain({ at: 'settings', code: 'settings-invalid', said: problems.join('; ') }),
        causes: read.error.map(causeOf),
      };
    },
  });

function causeOf({ name, says }: SettingProblem): LikelyCause {
  const { for: purpose, where, example } = definitions[name];
  return {
    cause: `${name} ${says}.`,
    because: `It says ${purpose}.`,
    does: `Set ${name}, for example to ${example}. Found at: ${where}.`,
    portal: fillText(mendSettings.portal ?? '', {}),
    command: fillCommand((mendSettings.command ?? '').replace('NAME=', `${name}=`), {}),
  };
}

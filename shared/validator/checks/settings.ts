import { explain } from '../../failures/explain.ts';
import type { Result } from '../../failures/result.ts';
import { definitions } from '../../settings/definitions.ts';
import type { SettingProblem, Settings } from '../../settings.ts';
import { type Check, defineCheck } from '../check.ts';

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
        return {
          verdict: 'pass',
          says: `Nothing is missing or wrong; ${mailboxes.length} mailbox${mailboxes.length === 1 ? '' : 'es'}.`,
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
      };
    },
  });

import { explain } from '../failures/explain.ts';
import type { SettingProblem } from '../settings.ts';
import { definitions } from './definitions.ts';

/** One log line about everything that is wrong with the settings: each with its purpose, an example and where it is found. */
export function explainSettings(problems: readonly SettingProblem[]): string {
  const said = problems.map(({ name, says }) => `${name}: ${says}`).join('; ');
  const { id, meaning, fix, more } = explain({ at: 'settings', code: 'settings-invalid', said });
  return JSON.stringify({
    event: 'settings.invalid',
    failure: { id, at: 'settings', meaning, fix: fix[0], more },
    problems: problems.map(({ name, says }) => {
      const { for: purpose, example, where } = definitions[name];
      return { name, says, for: purpose, example, where };
    }),
  });
}

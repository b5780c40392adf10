import type { EventOf } from '../events/event.ts';
import { explain } from '../failures/explain.ts';
import type { SettingProblem } from '../settings.ts';
import { definitions } from './definitions.ts';

/** What is logged about everything that is wrong with the settings: each with its purpose, an example and where it is found. */
export function explainSettings(problems: readonly SettingProblem[]): EventOf<'settings.invalid'> {
  const said = problems.map(({ name, says }) => `${name}: ${says}`).join('; ');
  const { id, meaning, fix, more } = explain({ at: 'settings', code: 'settings-invalid', said });
  return {
    event: 'settings.invalid',
    failure: { id, at: 'settings', meaning, fix: fix[0]?.does, command: fix[0]?.command, more },
    problems: problems.map(({ name, says }) => {
      const { for: purpose, example, where } = definitions[name];
      return { name, says, for: purpose, example, where };
    }),
  };
}

import { definitions } from '../shared/settings/definitions.ts';

const between =
  /(?<=<!-- settings: written by scripts\/write-settings-table\.ts -->\n)[\s\S]*(?=<!-- end of settings -->)/;

/** README with the table as the schema of the settings has it. @throws an error when its two markers are not there. */
export function withSettingsTable(readme: string): string {
  if (!between.test(readme))
    throw new Error('README.md has lost the two comments that the settings stand between');
  return readme.replace(between, () => `\n${settingsTable()}\n\n`);
}

function settingsTable(): string {
  const rows = Object.entries(definitions).map(([name, { for: purpose, example, where, ...needed }]) => {
    return `| \`${name}\` | ${isNeeded(needed)} | ${cell(purpose)} | ${cell(where)} | \`${example}\` |`;
  });
  return [
    '| setting | required, or default | what it is for | where its value is found | example |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

type Needed = Pick<(typeof definitions)[keyof typeof definitions], 'required' | 'requiredWith' | 'default'>;

function isNeeded({ required, requiredWith, default: otherwise }: Needed): string {
  if (required) return '**yes**';
  if (requiredWith) return `with source \`${requiredWith.join('`, `')}\``;
  return otherwise === undefined ? 'no' : `no: \`${otherwise}\``;
}

/** A text as it may stand in a table: `|` would end the cell, `<` would begin HTML. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

import { compile, type JSONValue, search } from '@jmespath-community/jmespath';
import { AzFailure } from './failure.ts';

/** What az prints of a result: `--query` picks, `--output` forms. Nothing where nothing is left. */
export function print(result: unknown, query: string | undefined, output: string): string {
  if (result === undefined) return '';
  // As JSON has it: without what is undefined.
  const whole = JSON.parse(JSON.stringify(result)) as JSONValue;
  const picked = query === undefined ? whole : pick(whole, query);
  if (picked === null || output === 'none') return '';
  if (output === 'tsv')
    return rows(picked)
      .map((row) => `${row.join('\t')}\n`)
      .join('');
  if (output === 'table') return table(picked);
  return `${JSON.stringify(picked, undefined, 2)}\n`;
}

function pick(value: JSONValue, query: string): JSONValue {
  try {
    compile(query);
  } catch {
    throw new AzFailure(2, `argument --query: invalid jmespath_type value: '${query}'`);
  }
  return search(value, query);
}

/** A list is a row for each, an object the row of its values; what is nested shows as nothing. */
const rows = (value: JSONValue): string[][] => (Array.isArray(value) ? value.map(cells) : [cells(value)]);

const cells = (value: JSONValue): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).map(cell) : [cell(value)];

const cell = (value: unknown): string =>
  value === null ? 'None' : typeof value === 'object' ? '' : String(value);

function table(value: JSONValue): string {
  const list = [value].flat();
  const [first] = list;
  const titles = typeof first === 'object' && first !== null ? Object.keys(first) : ['Result'];
  const heads = titles.map((title) => `${title[0]?.toUpperCase()}${title.slice(1)}`);
  return [heads, heads.map((head) => '-'.repeat(head.length)), ...rows(list)]
    .map((row) => `${row.join('  ')}\n`)
    .join('');
}

import { AzFailure } from './failure.ts';
import type { AzureWorld } from './world.ts';

/** What was given to a command, by the first name of each option without its hyphens. */
export interface Given {
  one(option: string): string | undefined;
  /** The value of an option that the command requires. */
  must(option: string): string;
  all(option: string): readonly string[];
  has(option: string): boolean;
}

/**
 * A command of az. `options` is one text: an option is `--name,-n`, then `!` where it is required, `?` where it takes
 * no value, `*` where it takes several, `=A/B` where it takes one of these.
 */
export interface Command {
  options: string;
  /** Its result; undefined prints nothing. */
  run(given: Given, world: AzureWorld): unknown;
}

interface Option {
  names: string[];
  isRequired: boolean;
  takes: 'one' | 'many' | 'nothing';
  choices: string[] | undefined;
}

/** What every command takes. */
const globalOptions = '--output,-o=json/jsonc/table/tsv/none/yaml --query --only-show-errors? --subscription';

/** Reads the arguments behind a command's words, and refuses what az refuses. */
export function readArguments(args: readonly string[], options: string): Given {
  const known = [options, globalOptions].join(' ').trim().split(/\s+/).map(readOption);
  const values = new Map<Option, string[]>();
  const unrecognized: string[] = [];
  let open: Option | undefined;
  for (const arg of args) {
    const [, name = arg, attached] = /^(--[a-z-]+)=(.*)$/s.exec(arg) ?? [];
    const option = name.startsWith('-') ? known.find(({ names }) => names.includes(name)) : undefined;
    if (option) {
      // The last one counts where an option comes twice.
      values.set(option, attached === undefined ? [] : [attached]);
      open = option.takes === 'nothing' || attached !== undefined ? undefined : option;
    } else if (!open || looksLikeOption(arg)) {
      unrecognized.push(arg);
    } else {
      values.get(open)?.push(arg);
      if (open.takes === 'one') open = undefined;
    }
  }
  const missing = known.filter((option) => option.isRequired && !values.has(option));
  if (missing.length > 0) {
    const names = missing.map((option) => option.names.join('/')).join(', ');
    throw new AzFailure(2, `the following arguments are required: ${names}`);
  }
  if (unrecognized.length > 0) throw new AzFailure(2, `unrecognized arguments: ${unrecognized.join(' ')}`);
  for (const [option, [value, ...more]] of values) refuseValue(option, value, more.length);

  const all = (name: string): string[] | undefined => {
    const option = known.find(({ names }) => names[0] === `--${name}`);
    if (!option) throw new Error(`the command has no option ${name}`);
    return values.get(option);
  };
  return {
    one: (name) => all(name)?.[0],
    must: (name) => all(name)?.[0] ?? '',
    all: (name) => all(name) ?? [],
    has: (name) => all(name) !== undefined,
  };
}

/** As argparse has it: a text with a space is a value, whatever it begins with, and so is a negative number. */
const looksLikeOption = (arg: string): boolean => /^-(?!\d+$)\S*$/.test(arg);

function readOption(text: string): Option {
  const [, names = '', mark = '', choices] = /^([a-z,-]+)([!?*]*)(?:=(.+))?$/.exec(text) ?? [];
  if (!names) throw new Error(`not an option: ${text}`);
  return {
    names: names.split(','),
    isRequired: mark.includes('!'),
    takes: mark.includes('?') ? 'nothing' : mark.includes('*') ? 'many' : 'one',
    choices: choices?.split('/'),
  };
}

function refuseValue({ names, takes, choices }: Option, value: string | undefined, more: number): void {
  if (takes === 'nothing') return;
  const argument = names.join('/');
  if (value === undefined)
    throw new AzFailure(
      2,
      `argument ${argument}: expected ${takes === 'one' ? 'one' : 'at least one'} argument`,
    );
  if (takes === 'one' && more > 0) throw new AzFailure(2, `argument ${argument}: expected one argument`);
  const isChoice = !choices || choices.some((choice) => choice.toLowerCase() === value.toLowerCase());
  if (!isChoice)
    throw new AzFailure(
      2,
      `${argument}: '${value}' is not a valid value for '${argument}'. Allowed values: ${choices.join(', ')}.`,
    );
}

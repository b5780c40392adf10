import { styleText } from 'node:util';
import type { LogLevel } from './functions-core-contract.ts';

const order: readonly LogLevel[] = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];
const least = order.indexOf(process.argv.includes('--verbose') ? 'trace' : 'information');

const colours = {
  trace: 'gray',
  debug: 'gray',
  information: 'reset',
  warning: 'yellow',
  error: 'red',
  critical: 'red',
  none: 'reset',
} as const;

/** Prints a line `time level source text`, `source` being a function's name or `host`. Below information only with `--verbose`. */
export function log(level: LogLevel, source: string, text: string): void {
  if (order.indexOf(level) < least) return;
  // styleText leaves colours out where stdout is no terminal.
  console.log(
    `${new Date().toISOString()} ${styleText(colours[level], level.padEnd(11))} ${styleText('cyan', source)} ${text}`,
  );
}

/** An error's code and stack, or its text where it has none (a `throw 'word'`). */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The storage SDK says what is wrong in the code alone.
  const code = 'code' in error ? `${error.code}: ` : '';
  return code + (error.stack ?? error.message);
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a program did; `code` is not 0 after an error. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a program to its end; a minute and a half at most. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  try {
    const { stdout, stderr } = await run(file, args, { timeout: 90_000, ...options });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : 1, out: stdout, err: stderr || String(error) };
  }
}

/**
 * What a test is given as `skip`: the reason, where a program is not there. Where all tools must be there
 * (`SENDASAPP_ALL_TOOLS=1`), it fails, except for what is looked at `whereThere` only.
 */
export async function reasonToSkip(program: string, need?: 'whereThere'): Promise<string | false> {
  const { code, err } = await runProgram(program, ['--version']);
  if (code === 0) return false;
  const why = `No ${program}: ${err.split('\n')[0]}`;
  if (process.env.SENDASAPP_ALL_TOOLS === '1' && need !== 'whereThere') throw new Error(why);
  return why;
}

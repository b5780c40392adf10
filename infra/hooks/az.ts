import { execFile } from 'node:child_process';

/** Runs one command of the Azure CLI, without its first word; `cwd` is where its files are. */
export type Az = (
  args: readonly string[],
  cwd?: string,
) => Promise<{ code: number; out: string; err: string }>;

/** The `az` in PATH. On Windows it is a script, which only a shell runs: no argument may need quotes. */
export const az: Az = (args, cwd) =>
  new Promise((resolve) => {
    const options = { cwd, shell: process.platform === 'win32' };
    execFile('az', args, options, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : 1;
      resolve(error ? { code, out, err: err || error.message } : { code: 0, out, err });
    });
  });

/** So often a process of the app tells its CPU time, in milliseconds; and once more at its end. */
export const CPU_EVERY_MS = 500;

/** What it prints. */
export const cpuLine = ({ user, system }: NodeJS.CpuUsage): string =>
  `bench.cpu ${((user + system) / 1000).toFixed(1)} ms`;

/** CPU milliseconds that a process has told last. @throws when it has not yet. */
export function cpuMsIn(output: string): number {
  const told = Array.from(output.matchAll(/^bench\.cpu ([\d.]+) ms$/gm)).at(-1)?.[1];
  if (told === undefined) throw new Error(`No CPU time was told. The process said:\n${output}`);
  return Number(told);
}

/** What functions did in one process. */
export interface Executions {
  count: number;
  /** For how long at least one ran, in milliseconds: what Flex Consumption counts of an instance. */
  busyMs: number;
}

const line = /^(\S+) \S+ +\S+ (Executing|Executed) 'Functions\.\w+' \(.*?Id=([0-9a-f-]+)/gm;

/** Reads the dev host's own lines (`--verbose`). What began before them, or ends after them, is not counted. */
export function readExecutions(output: string): Executions {
  const running = new Map<string, number>();
  const ended: { from: number; to: number }[] = [];
  for (const [, time = '', what, id = ''] of output.matchAll(line)) {
    const from = running.get(id);
    if (what === 'Executing') running.set(id, Date.parse(time));
    else if (from !== undefined) ended.push({ from, to: Date.parse(time) });
  }
  let busyMs = 0;
  let until = 0;
  for (const { from, to } of ended.sort((one, other) => one.from - other.from)) {
    busyMs += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { count: ended.length, busyMs };
}

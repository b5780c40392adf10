import type fc from 'fast-check';

/** Something that holds for whatever comes in. */
export interface FuzzProperty {
  name: string;
  /** Its cases are so much work that it gets this part of the usual number of them; 1 where absent. */
  share?: number;
  property: fc.IRawProperty<unknown>;
}

/** More than any machine of ours works for a KiB that is read in one go. */
const MS_A_KIB = 4;
const MS_FOR_ALL = 250;

/** How long this process has worked, which other processes do not change. Milliseconds. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * What `act` gives.
 * @throws where it takes so long for this input that it must be more work than its length explains; a collection of
 * garbage does not count, so a second and third try decide.
 */
export async function inTime<Value>(size: number, act: () => Value | Promise<Value>): Promise<Value> {
  const most = MS_FOR_ALL + (size / 1024) * MS_A_KIB;
  for (let attempt = 1; ; attempt += 1) {
    const began = worked();
    const value = await act();
    const took = worked() - began;
    if (took <= most) return value;
    if (attempt === 3) throw new Error(`${Math.round(took)} ms for ${size} characters`);
  }
}

import { type ContainerClient, RestError } from '@azure/storage-blob';
import type { Schedule } from './schedule.ts';

/** What the host remembers of a timer between its runs. */
export interface TimerStatus {
  /** Undefined until the timer has run under this schedule. */
  last?: Date;
  next: Date;
  lastUpdated: Date;
}

/** A status with the host's field names, as it is stored and as the function gets it. */
export function statusJson({ last, next, lastUpdated }: TimerStatus): Record<string, string> {
  const text = (date: Date) => date.toISOString().replace('Z', '+00:00');
  return {
    Last: last ? text(last) : '0001-01-01T00:00:00',
    Next: text(next),
    LastUpdated: text(lastUpdated),
  };
}

const timerBlob = (container: ContainerClient, path: string) =>
  container.getBlockBlobClient(`timers/${path}/status`);

export async function readTimerStatus(
  container: ContainerClient,
  path: string,
): Promise<TimerStatus | undefined> {
  try {
    const { Last, Next, LastUpdated } = JSON.parse(
      String(await timerBlob(container, path).downloadToBuffer()),
    );
    const never = Last.startsWith('0001');
    return {
      ...(never ? {} : { last: new Date(Last) }),
      next: new Date(Next),
      lastUpdated: new Date(LastUpdated),
    };
  } catch (error) {
    if (error instanceof RestError && error.statusCode === 404) return undefined;
    throw error;
  }
}

export async function writeTimerStatus(
  container: ContainerClient,
  path: string,
  status: TimerStatus,
): Promise<void> {
  const text = JSON.stringify(statusJson(status));
  await timerBlob(container, path).upload(text, text.length);
}

/** The status a timer starts with. A schedule that was changed meanwhile counts from now, so that it is not past due. */
export function startingStatus(saved: TimerStatus | undefined, schedule: Schedule, now: Date): TimerStatus {
  const fresh = { next: schedule.next(now), lastUpdated: now };
  if (!saved) return fresh;
  const expected = schedule.next(saved.last ?? saved.lastUpdated);
  if (expected.getTime() === saved.next.getTime()) return saved;
  return now > expected ? fresh : { next: expected, lastUpdated: saved.last ?? saved.lastUpdated };
}

import { subscribe } from 'node:diagnostics_channel';
import { CRASH_POINT_CHANNEL } from '../../../shared/mailbox/crash-points.ts';

/** Ends this process as `kill -9` does when it passes the point of this name. */
export function crashAt(point: string): void {
  subscribe(CRASH_POINT_CHANNEL, (passed) => {
    if (passed === point) process.kill(process.pid, 'SIGKILL');
  });
}

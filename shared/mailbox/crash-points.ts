import { channel } from 'node:diagnostics_channel';

/** Where a process may end between two steps of the protocol: what is left behind, and who goes on from there. */
export const crashPoints = {
  'taken-in': 'It waits, and nobody was told: the queue brings it again, and whoever takes it knocks.',
  'taken-in-and-out': 'It is under way, and nothing was sent: the next owner settles it as perhaps sent.',
  'turn-taken': 'The turn is held by nobody: the next one to knock takes it when its lease is over.',
  'message-taken': 'It is under way, and nothing was sent: the next owner settles it as perhaps sent.',
  'about-to-send': 'It is under way, and MAIL FROM was not said: the next owner settles it as perhaps sent.',
  answered: 'Exchange Online answered, and nobody wrote it down: the next owner settles it as perhaps sent.',
  'result-left': 'The message ended, and its result was not told: the sweep tells it a minute later.',
  finished: 'The result is written, the turn is still held: the next one to knock takes it over.',
  rung: 'A ring is on its way, the turn is still held: the ring comes when its lease is over, or the sweep rings.',
  released:
    'What came while nobody looked waits without a ring: the queue brings it again, or the sweep rings.',
  served: 'All is done but the message is still in the queue: it comes again and is dropped as a repeat.',
  'put-back': 'It lies in the queue twice: the second one is dropped as a repeat.',
  posted: 'It waits, nobody was rung for, and who posted it got no answer: the sweep rings.',
  'posted-rung': 'It waits and is rung for, and who posted it got no answer: posted again, it is a repeat.',
  'sweep-found': 'A mailbox needs a turn, and nobody was rung: the next sweep finds it again.',
  'poison-settled':
    'It is kept and still in the poison queue: it comes again, and keeping it again changes nothing.',
} as const satisfies Record<string, string>;

export type CrashPoint = keyof typeof crashPoints;

/** Carries the name of each point as it is passed. */
export const CRASH_POINT_CHANNEL = 'sendasapp:mailbox';
const passings = channel(CRASH_POINT_CHANNEL);

/** Says that a point is passed. In production nobody listens; a test ends its process here. */
export function passed(point: CrashPoint): void {
  passings.publish(point);
}

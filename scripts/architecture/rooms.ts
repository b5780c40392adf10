import { filesIn, importsOf, isFile } from './imports.ts';

/** The house from the top: an import goes to the same floor or to a lower one, and never round in a circle. */
export const floors = [
  { name: 'the doors', rooms: ['functions'] },
  { name: 'puts together', rooms: ['app', 'mailer', 'sweeper', 'keeper'] },
  {
    name: 'the system',
    rooms: [
      'settings',
      'administration',
      'intake',
      'mail',
      'identity',
      'smtp',
      'mailbox',
      'validator',
      'setup',
      'pages',
      'openapi',
      'doors',
      'results',
      'alerts',
    ],
  },
  {
    name: 'the ground',
    rooms: ['azure', 'failures', 'events', 'telemetry', 'clouds', 'clock', 'json', 'stopwatch'],
  },
] as const satisfies readonly { name: string; rooms: readonly string[] }[];

/** `shared/settings.ts` and what lies in `shared/settings/` are one room. */
const roomOf = (path: string): string => /^(?:shared\/)?([\w-]+)/.exec(path)?.[1] ?? '';

/** What is in `floors` and where, from 0 at the top; -1 for a path in no room. */
export const floorOf = (path: string): number =>
  floors.findIndex(({ rooms }) => rooms.some((room) => room === roomOf(path)));

/** Which rooms each room of what is deployed imports from. */
export function roomGraph(): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const path of filesIn('functions', 'shared')) {
    const room = roomOf(path);
    const others = graph.get(room) ?? new Set();
    for (const other of importsOf(path).filter(isFile).map(roomOf)) if (other !== room) others.add(other);
    graph.set(room, others);
  }
  return graph;
}

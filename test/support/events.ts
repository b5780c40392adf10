import * as z from 'zod/mini';
import { type Event, events, type Log } from '../../shared/events/event.ts';

const schema = z.discriminatedUnion('event', [...events]);

/**
 * An event as its line has it.
 * @throws an error where the line is no event of the list, has a field that is none of the event's, or holds an address.
 */
export function parseLine(line: string): Event {
  const parsed = schema.safeParse(JSON.parse(line));
  if (!parsed.success) throw new Error(`no event of shared/events: ${line}\n${parsed.error.message}`);
  if (holdsAddress(parsed.data)) throw new Error(`an address in the log: ${line}`);
  return parsed.data;
}

/** Whether it has an address where producers and servers write no ids, and no setting its example. */
function holdsAddress(event: Event): boolean {
  const isFree = ['id', 'keptAs', 'messageId', 'serverMessageId', 'metadata', 'example'];
  const text = JSON.stringify(event, (name, value) => (isFree.includes(name) ? undefined : value));
  return /[\w.+-]+@[\w-]+\.\w/.test(text.replaceAll('such as ada@contoso.com', ''));
}

/** What the functions logged into the output of the dev host, whole lines only; a killed process may leave a part of one. */
export const linesIn = (output: string): string[] =>
  [...output.matchAll(/^\S+ (?:information|warning) +(?!host |worker )\S+ (.*)\n/gm)].map(
    ([, line = '']) => line,
  );

/** A log that keeps what its lines hold, each of them as the list has it. */
export function keepEvents(): { log: Log; lines: string[]; events: Event[] } {
  const lines: string[] = [];
  const kept: Event[] = [];
  return {
    lines,
    events: kept,
    log(event) {
      const line = JSON.stringify(event);
      lines.push(line);
      kept.push(parseLine(line));
    },
  };
}

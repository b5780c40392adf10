import { finishedKey } from '../mailbox/keys.ts';

/** Reads the key of an index row (`finishedKey`): the message, and when it ended in milliseconds since 1970. */
export function readFinished(rowKey: string): { id: string; at: number } {
  const [reverse, ...id] = afterState(rowKey);
  return { id: id.join('!'), at: END - Number(reverse) };
}

const afterState = (rowKey: string): string[] => rowKey.split('!').slice(2);

/** The time that the keys count back from. */
const END = Number(afterState(finishedKey('accepted', 0, ''))[0]);

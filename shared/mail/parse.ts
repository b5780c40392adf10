import * as z from 'zod/mini';
import { failed, ok, type Result } from '../failures/result.ts';
import { freeze } from './freeze.ts';
import { type Address, type Message, messageSchema } from './message.ts';
import { messageId } from './message-fields.ts';
import { type Problem, say, toProblems } from './problems.ts';

/**
 * A message from what a producer wrote (JSON that was parsed), or everything that is wrong with it at once. Never
 * throws. `defaults.id` serves where the message brings no id: the queue message's own.
 */
export function parseMessage(input: unknown, defaults: { id: string }): Result<Message, readonly Problem[]> {
  const parsed = z.safeParse(messageSchema, input, { error: say });
  if (!parsed.success) {
    const { issues } = parsed.error;
    // Of another version nobody here can say what else is wrong.
    const ofVersion = issues.filter(({ path }) => path[0] === 'version');
    return failed(toProblems(ofVersion.length > 0 ? ofVersion : issues));
  }
  const id = z.safeParse(messageId, parsed.data.id ?? defaults.id);
  if (!id.success) return failed(id.error.issues.map(({ message }) => ({ path: 'id', says: message })));
  const first = firstOnly();
  const { to, cc, bcc } = parsed.data;
  return ok(
    freeze({
      ...parsed.data,
      id: id.data,
      to: to.filter(first),
      cc: cc.filter(first),
      bcc: bcc.filter(first),
    }),
  );
}

/** Lets each address through once, over all lists that it is asked about. */
function firstOnly(): (recipient: Address) => boolean {
  const seen = new Set<string>();
  return ({ address }) => {
    const known = seen.has(address.toLowerCase());
    seen.add(address.toLowerCase());
    return !known;
  };
}

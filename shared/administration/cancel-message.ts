import { failed, ok, type Result } from '../failures/result.ts';
import type { AdministerParts } from './administer.ts';
import { changeMessage, type MessageRefusal, moved, type NamedMessage } from './change-message.ts';

/**
 * Takes a message that waits out of the room; its content is kept, so that a person can have it sent after all. Its
 * place decides between the one who cancels and the one who sends: only one of them can take it away.
 */
export const cancelMessage = (
  { open, now }: Pick<AdministerParts, 'open' | 'now'>,
  named: NamedMessage,
): Promise<Result<void, MessageRefusal>> =>
  changeMessage(open, named, ({ record }) => {
    if (record.state !== 'waiting') return failed({ kind: 'state', state: record.state });
    const at = now();
    const history = [...record.history, { at, what: 'cancelled' }];
    return ok(moved(record, { ...record, state: 'cancelled', finishedAt: at, history }));
  });

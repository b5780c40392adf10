import { changeRow } from '../administration/administer.ts';
import type { OpenPartition, Values } from '../azure/partition.ts';
import type { Log } from '../events/event.ts';
import { failed } from '../failures/result.ts';
import { pack, unpack } from '../mail/content.ts';
import { APP_PARTITION } from '../mailbox/app-hold.ts';
import { compareWatch, type WatchState } from './compare-watch.ts';
import type { Validate } from './validator.ts';

interface WatchParts {
  validate: Validate;
  /** Undefined where the settings of the storage are broken. */
  open: OpenPartition | undefined;
  newId: () => string;
}

/** Beside the row of the hold that all mailboxes share. */
const WATCH_ROW = 'watch';

/**
 * Validates as far as the envelope, and logs that it did and what is not as the watch before has seen it. Where storage
 * fails, the lines say so (`storageFailure`) and may tell again what was told before: twice is better than never.
 */
export async function watch({ validate, open, newId }: WatchParts, log: Log): Promise<void> {
  const answer = await validate({ probe: 'envelope' });
  if (!answer.ok) return log({ event: 'watch.failed', says: answer.error });
  const report = answer.value;
  let compared = compareWatch(undefined, report);
  // Tells the own write from that of another watch which saw the same at the same time.
  const run = newId();
  const kept = open
    ? await changeRow(open(APP_PARTITION), WATCH_ROW, (values) => {
        compared = compareWatch(values && stateOf(values), report);
        return { run, state: toText(compared.state) };
      })
    : failed({ code: 'settings-invalid' });
  const storage = kept.ok ? {} : { storageFailure: kept.error.code ?? 'unlisted' };
  for (const event of compared.events) log({ ...event, ...storage });
}

/** Packed, since hundreds of mailboxes have to fit into one property; text, since `changeRow` compares values. */
const toText = (state: WatchState): string => Buffer.from(pack(state)).toString('base64');

const stateOf = ({ state }: Values): WatchState => unpack(Buffer.from(String(state), 'base64')) as WatchState;

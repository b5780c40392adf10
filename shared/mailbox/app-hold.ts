import { createOrReplace, type OpenPartition, type Values } from '../azure/partition.ts';
import type { Outcome } from '../mail/outcome.ts';
import { holdAfter, PROBE_MS, type Refusal } from './holds.ts';
import { MAILBOX_ROW } from './keys.ts';
import type { Hold } from './mailbox-state.ts';
import { isMended } from './proof.ts';

/** The hold that all mailboxes share: our own set-up is wrong (settings, vault, consent, tenant). */
export interface AppHold {
  /** As it was at most five seconds ago. */
  current(): Promise<Hold | undefined>;
  /** Takes the probe that is due for one message, and that alone; false where another one took it. */
  claimProbe(id: string): Promise<boolean>;
  refused(refusal: Refusal): Promise<void>;
  /** A message was accepted: nothing of our set-up is wrong. What a person paused stays so. */
  proven(outcome: Outcome): Promise<void>;
}

/** The partition that holds what concerns all mailboxes. */
export const APP_PARTITION = 'app';
/** So long a process goes on with what it knows of the hold, in milliseconds. */
export const APP_HOLD_KNOWN_MS = 5_000;

/** `proved` is called once a hold has ended by an accepted message: every mailbox may send again. */
export function openAppHold(
  open: OpenPartition,
  now: () => number,
  proved: () => Promise<void> = async () => {},
): AppHold {
  const partition = open(APP_PARTITION);
  let known: { hold: Hold | undefined; etag: string | undefined; at: number } | undefined;

  async function read() {
    const row = await partition.read(MAILBOX_ROW);
    // Storage that does not answer changes nothing about what is held.
    if (!row.ok) return known ?? { hold: undefined, etag: undefined, at: 0 };
    known = {
      hold: appHoldOf(row.value?.values),
      etag: row.value?.etag,
      at: now(),
    };
    return known;
  }

  /** False where somebody else changed it meanwhile. */
  async function write(hold: Hold | undefined, etag: string | undefined): Promise<boolean> {
    const values = appHoldValues(hold);
    const written = await partition.commit([createOrReplace(MAILBOX_ROW, values, etag)]);
    known = written.ok ? { hold, etag: written.value[0], at: now() } : undefined;
    return written.ok;
  }

  return {
    async current() {
      return (known && now() - known.at < APP_HOLD_KNOWN_MS ? known : await read()).hold;
    },
    async claimProbe(probe) {
      const { hold: found, etag } = await read();
      if (!found) return true;
      const { probeBy = probe, ...hold } = found;
      const isAnothers = probeBy !== probe && now() < hold.probeAt + PROBE_MS;
      if (isAnothers || hold.probeAt > now()) return false;
      return write({ ...hold, probe, probeAt: now() + PROBE_MS }, etag);
    },
    async refused(refusal) {
      const { hold, etag } = await read();
      await write(holdAfter(hold, refusal, now()), etag);
    },
    async proven(outcome) {
      if (!(await this.current())) return;
      const { hold, etag } = await read();
      if (hold && isMended(outcome, hold) && (await write(undefined, etag))) await proved();
    },
  };
}

/** The hold in its row. */
export function appHoldOf(values: Values | undefined): Hold | undefined {
  return values?.hold ? (JSON.parse(String(values.hold)) as Hold) : undefined;
}

export const appHoldValues = (hold: Hold | undefined): Values => ({ hold: hold ? JSON.stringify(hold) : '' });

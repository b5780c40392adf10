import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { makeContoso } from '../../../local/contoso.ts';
import { type Played, playableRows } from '../../../local/play/choose.ts';
import { provoke } from '../../../local/play/provoke.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { APP_PARTITION } from '../../../shared/mailbox/app-hold.ts';
import { allPlaces, MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { type Desk, onDesk, until } from '../../support/desk.ts';
import { readHeld } from '../../support/hurry.ts';

interface Options {
  env?: Record<string, string>;
  /** Called before a play; what it gives is called after it, to look at what a stand-in says of itself. */
  watch?: (desk: Desk, played: Played) => () => void;
}

/** The rows that this one plays. */
export const rowsBy = (by: Played['play']['by']): Played[] =>
  playableRows().filter(({ play }) => play.by === by);

/**
 * Plays rows one after the other, each to a message of a mailbox of its own, since a refusal holds or pauses the
 * mailbox. One that holds them all takes the hold away and has the next row met by a fresh process.
 */
export async function playRows(
  t: TestContext,
  rows: readonly Played[],
  { env = {}, watch = () => () => {} }: Options = {},
): Promise<void> {
  assert.ok(rows.length > 0);
  const contoso = await makeContoso();
  const addresses = rows.map((_, index) => `mailbox-${index}@contoso.example`);
  contoso.exchange.mailboxes.push(...addresses.map((address) => ({ ...contoso.mailbox, address })));
  await onDesk({ contoso, env: { MAIL_MAILBOXES: addresses.join(';'), ...env } }, async (desk) => {
    for (const [index, played] of rows.entries()) {
      const { id } = played.row;
      await t.test(id, async () => {
        const check = watch(desk, played);
        const beTrueAgain = provoke(desk, played.play);
        await desk.enqueue({
          id,
          from: addresses[index] as string,
          to: 'ada@fabrikam.example',
          subject: 'Hello',
          text: 'Hi',
        });
        const attempt = await desk.attempt(id);
        beTrueAgain();
        assert.deepEqual(
          attempt.failure?.map((failure) => failure.id),
          [id],
        );
        check();
        await emptyRoom(desk, mailboxKey(addresses[index] as string));
        if (attempt.scope !== 'app' || index === rows.length - 1) return;
        await desk.restart();
        await desk.openPartition(APP_PARTITION).commit([{ kind: 'delete', rowKey: MAILBOX_ROW }]);
        // `provoke` reads in it whether the process has the public key already.
        desk.vault.requests.length = 0;
      });
    }
  });
}

/** Once the turn is over, takes away what waits: it would come again and meet what is played for another row. */
async function emptyRoom({ openPartition, host }: Desk, key: string): Promise<void> {
  await until('the turn to end', host, async () => {
    const { mailbox } = await readHeld(openPartition, key);
    return mailbox?.owner === '' || undefined;
  });
  const room = openPartition(key);
  const places = await room.list(allPlaces);
  assert.ok(places.ok);
  const emptied = await room.commit(places.value.map(({ rowKey }) => ({ kind: 'delete', rowKey })));
  assert.ok(emptied.ok);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsLines } from '../../../scripts/holds-lines.ts';
import { holdId } from '../../../shared/administration/hold-id.ts';
import { type HoldsView, listHolds } from '../../../shared/administration/list-holds.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { placeKey } from '../../../shared/mailbox/keys.ts';
import { alerts, billing, billingKey, createAdministration, okValue } from '../mailbox/administration.ts';
import { hold, MINUTE, message, start } from '../mailbox/given.ts';

const sender = 'invoices@contoso.com';
const none = { count: 0, isMore: false };
const plain = (text: string) => text;

async function heldView(): Promise<HoldsView> {
  const { parts, leave, leaveAppHold, put } = createAdministration();
  await leaveAppHold(hold({ failure: 'consent-missing', probes: 2 }));
  await leave({
    hold: hold(),
    senderHolds: { [sender]: pausedByHand('maintenance', start) },
    pause: { since: start, until: start + MINUTE, probes: 0 },
    learntPace: { limit: 15, at: start - 2 * MINUTE },
    learntConnections: { limit: 2, at: start },
    inFlight: ['x'],
  });
  await put(message({ id: 'a' }), message({ id: 'b', from: 'Invoices@contoso.com' }));
  return okValue(await listHolds(parts));
}

test('every hold with its scope, its id and how many wait for it; pause and learnt limits beside them', async () => {
  const { app, mailboxes } = await heldView();
  assert.deepEqual(
    [app?.id, app?.scope, app?.failure, app?.probeAt, app?.waiting],
    ['app', 'app', 'consent-missing', start + 5 * MINUTE, { count: 2, isMore: false }],
  );
  const [first, second] = mailboxes;
  const { holds, ...rest } = first ?? { holds: [] };
  assert.deepEqual(rest, {
    key: billingKey,
    address: billing,
    waiting: { count: 2, isMore: false },
    underWay: 1,
    pause: { since: start, until: start + MINUTE, probes: 0 },
    pace: 17,
    connections: 2,
  });
  assert.deepEqual(
    holds.map(({ id, scope, sender, probeAt, waiting }) => [id, scope, sender, probeAt, waiting.count]),
    [
      [billingKey, 'mailbox', undefined, start + 5 * MINUTE, 2],
      [holdId({ scope: 'sender', address: billing, sender }), 'sender', sender, undefined, 1],
    ],
  );
  assert.deepEqual(second, {
    key: mailboxKey(alerts),
    address: alerts,
    waiting: none,
    underWay: 0,
    holds: [],
  });
});

test('more than a page of waiting messages is not counted, and said', async () => {
  const { parts, partition } = createAdministration();
  for (let index = 0; index < 1_001; index += 91) {
    const places = Array.from({ length: 91 }, (_, more) => ({
      kind: 'create' as const,
      rowKey: placeKey('normal', start, `m${index + more}`),
      values: {},
    }));
    okValue(await partition.commit(places));
  }
  const { mailboxes } = okValue(await listHolds(parts));
  assert.deepEqual(mailboxes[0]?.waiting, { count: 1_000, isMore: true });
  const lines = holdsLines({ mailboxes }, plain);
  assert.ok(lines.some((line) => /waiting +1000 or more/.test(line)));
  assert.equal(lines.at(-1), 'Nothing is held.');
});

test('for a person: what it means, since when, the next probe, how many wait, what to do', async () => {
  const lines = holdsLines(await heldView(), plain);
  const told = lines.join('\n');
  for (const text of [
    /^all mailboxes$/m,
    /^ {2}hold +app$/m,
    /^ {2}because +consent-missing$/m,
    /^ {2}probes +2 were refused$/m,
    /^ {2}since +2026-11-25 12:00:00 UTC$/m,
    /^ {2}next probe +2026-11-25 12:05:00 UTC$/m,
    /^ {2}because +smtp-auth-disabled-mailbox$/m,
    /^ {2}meaning +\S.{30}/m,
    /^ {2}what to do +\S/m,
    /^ {2}more +docs\/errors\.md#smtp-auth-disabled-mailbox$/m,
    /^ {2}because +paused by hand$/m,
    /^ {2}said +maintenance$/m,
    /^ {2}next probe +never: npm run holds -- release [0-9a-f]{12}:[0-9a-f]{8}$/m,
    /^ {2}server away +since 2026-11-25 12:00:00 UTC, next try 2026-11-25 12:01:00 UTC$/m,
    /^ {2}pace +17 messages a minute/m,
    /^ {2}connections +2 at once/m,
    /^ {2}waiting +2, and 1 under way$/m,
  ]) {
    assert.match(told, text);
  }
  // Aligned: every text begins in the same column, which a padded label and two spaces give.
  for (const line of lines.filter((one) => one.startsWith('  '))) assert.match(line.slice(14, 17), /^ {2}\S/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enterDirectory } from '../../../shared/administration/directory.ts';
import { UNADDRESSED } from '../../../shared/intake/unsendable.ts';
import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { onDesk } from '../../support/desk.ts';
import { until } from '../../support/until.ts';
import { rowsOf } from '../../unit/mailbox/administration.ts';
import { message } from '../../unit/mailbox/given.ts';

const DAY_MS = 24 * 3_600_000;

test('a sweep tells how each mailbox stands, removes what is older than MAIL_KEEP_DAYS, and tells of mail in a mailbox that left the settings', () =>
  onDesk({ env: { MAIL_KEEP_DAYS: '2' } }, async (desk) => {
    const open = desk.openPartition;
    const gone = 'gone@contoso.example';
    const ours = mailboxKey(desk.contoso.mailbox.address);
    const ended = (id: string, days: number) =>
      message({ id, state: 'buried', finishedAt: Date.now() - days * DAY_MS });
    // The timer runs at the start, once: that of the first process is over before there is anything to find.
    await desk.host.stop();
    assert.ok((await enterDirectory(open, gone)).ok);
    assert.ok((await open(mailboxKey(gone)).commit(rowsOf(message({ id: 'waits' })))).ok);
    const tomorrow = Date.now() + DAY_MS;
    const later = message({ id: 'later', sendAt: tomorrow, due: tomorrow });
    assert.ok((await open(ours).commit(rowsOf(later))).ok);
    assert.ok((await open(UNADDRESSED).commit([...rowsOf(ended('old', 3)), ...rowsOf(ended('new', 1))])).ok);
    const host = await desk.startAnotherHost();
    try {
      const line = (event: string) => host.output().match(new RegExp(`\\{"event":"${event}".*?\\}`))?.[0];
      const orphaned = await until('the line about the orphan', () => line('mail.orphaned'), host.output);
      const told = { event: 'mail.orphaned', mailbox: mailboxKey(gone), waiting: 1 };
      assert.deepEqual(JSON.parse(orphaned), told);
      assert.deepEqual(JSON.parse(line('mail.room') ?? '{}'), {
        event: 'mail.room',
        mailbox: ours,
        waiting: 1,
        accepted: 0,
        buried: 0,
        uncertain: 0,
        quota: 0,
        pace: 30,
      });
      assert.equal(JSON.parse(line('upkeep.removed') ?? '{}').messages, 1);
      const ran = await until('the last line of the sweep', () => line('sweep.ran'), host.output);
      assert.deepEqual(JSON.parse(ran), { event: 'sweep.ran', mailboxes: 1 });
      const left = await open(UNADDRESSED).list({ from: 'm!', to: 'm"' });
      assert.deepEqual(left.ok && left.value.map(({ rowKey }) => rowKey), ['m!new']);
    } finally {
      await host.stop();
    }
  }));

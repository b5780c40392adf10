import { mailboxKey } from '../../../../shared/mail/mailbox-key.ts';
import { finishedOf, MAILBOX_ROW } from '../../../../shared/mailbox/keys.ts';
import { until } from '../../until.ts';
import { mailboxes, recipients } from '../company.ts';
import { call, type Work } from '../work.ts';

/** Accepted, in part too; buried; kept aside; uncertain; cancelled; and an hour of counters. */
export async function endMessages(work: Work): Promise<void> {
  const { stack, knows, start, enqueue, is } = work;
  const host = await start();
  await enqueue('accepted');
  await is('accepted', 'accepted');
  await letAnHourPass(work);
  await enqueue('accepted-in-part', { to: [recipients.ada, recipients.nobody] });
  await is('accepted-in-part', 'accepted');
  await enqueue('refused', { to: recipients.nobody });
  await is('refused', 'buried');
  await enqueue('accepted', { text: 'Another one with the same id.' });
  await buriedIn(work, mailboxKey(mailboxes.main), 2);
  await enqueue('invalid', { to: 'nobody', subject: 4711 });
  await buriedIn(work, 'unaddressed', 1);
  stack.contoso.exchange.loseAcknowledgement = { every: 1 };
  await enqueue('uncertain', { ifUncertain: 'hold' });
  await is('uncertain', 'uncertain');
  delete stack.contoso.exchange.loseAcknowledgement;
  if (knows('sendAt')) {
    await enqueue('cancelled', { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    await is('cancelled', 'waiting');
    await call(host, 'cancelMessage', ['DELETE', 'messages/cancelled']);
    await is('cancelled', 'cancelled');
  }
  await host.stop();
}

/** As if what was counted had been an hour ago: it gets a row of its own. */
async function letAnHourPass({ open, mailbox }: Work): Promise<void> {
  await until('the turn to end', async () => {
    const { state, etag } = await mailbox(mailboxes.main);
    if (state.owner !== '') return false;
    const hour = new Date(Date.now() - 3_600_000).toISOString().slice(0, 13);
    const values = { mailbox: JSON.stringify({ ...state, hour }) };
    const room = open(mailboxKey(mailboxes.main));
    return (await room.commit([{ kind: 'replace', rowKey: MAILBOX_ROW, values, etag }])).ok;
  });
}

const buriedIn = ({ open }: Work, key: string, count: number) =>
  until(`${count} to be buried in ${key}`, async () => {
    const buried = await open(key).list(finishedOf('buried'));
    return buried.ok && buried.value.length === count;
  });

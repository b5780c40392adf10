import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noticeMessage } from '../../../shared/alerts/notice-message.ts';
import { readAlerts } from '../../../shared/alerts/read-alerts.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';
import { cloudEvent, gridEvent, logAlert, metricAlert } from '../../unit/alerts/given.ts';
import { type FuzzProperty, inTime } from '../property.ts';
import { wildText } from '../texts.ts';

const anything = fc.oneof(wildText(), fc.jsonValue(), fc.constantFrom(null, 0, true, '', [], {}));

/** One of these with some of its values, at any depth, replaced by anything. */
const spoilt = fc
  .tuple(
    fc.constantFrom<unknown>(metricAlert('Fired'), metricAlert('Resolved'), logAlert, gridEvent, cloudEvent),
    fc.array(fc.tuple(fc.nat(60), anything), { maxLength: 3 }),
  )
  .map(([alert, changes]) => {
    let at = 0;
    const changed = new Map(changes);
    return JSON.parse(JSON.stringify(alert), (_, value) => {
      const change = changed.get(at++);
      return change === undefined ? value : change;
    }) as unknown;
  });

export const alertProperties: readonly FuzzProperty[] = [
  {
    name: 'whatever is reported is refused, or becomes messages that the contract takes, to whom they are meant for',
    property: fc.asyncProperty(
      fc.oneof(spoilt, fc.array(spoilt, { maxLength: 3 }), anything),
      async (input) => {
        const body = Buffer.from(JSON.stringify(input));
        const read = await inTime(body.length, () => readAlerts(body));
        if (!read.ok || read.value.kind !== 'notices') return;
        for (const notice of read.value.notices) {
          const message = noticeMessage(notice, ['operations@contoso.com']);
          const parsed = parseMessage(message, { id: 'none' });
          assert.ok(parsed.ok, JSON.stringify(parsed));
          const { to, cc, bcc } = parsed.value;
          assert.deepEqual([to.length, cc.length, bcc.length], [1, 0, 0]);
          assert.deepEqual(noticeMessage(notice, ['operations@contoso.com']), message);
          // No tag but ours, whatever was written.
          assert.doesNotMatch(message.html ?? '', /<(?!\/?(?:html|body|h1|p|table|tr|th|td|a|!doctype)\b)/i);
        }
      },
    ),
  },
];

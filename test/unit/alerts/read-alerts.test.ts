import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeMessage } from '../../../shared/alerts/notice-message.ts';
import { readAlerts } from '../../../shared/alerts/read-alerts.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';
import {
  activityLog,
  availability,
  cloudEvent,
  gridEvent,
  logAlert,
  metricAlert,
  oldLogAlert,
} from './given.ts';

const to = ['operations@contoso.com'];
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** The messages that come of a body, each of them right by the contract. */
function messagesOf(body: unknown) {
  const read = readAlerts(bytes(body));
  assert.ok(read.ok && read.value.kind === 'notices', JSON.stringify(read));
  return read.value.notices.map((notice) => {
    const input = noticeMessage(notice, to);
    const parsed = parseMessage(input, { id: 'none' });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    return input;
  });
}

const only = (body: unknown) => {
  const [message, ...others] = messagesOf(body);
  assert.equal(others.length, 0);
  return message ?? assert.fail();
};

test('a metric alert that fired: its rule, severity, resource, value and threshold can be read', () => {
  const { id, subject, text, html, importance } = only(metricAlert('Fired'));
  assert.match(id, /^alert-[0-9a-f]{32}$/);
  assert.equal(subject, '[Fired Sev1] CPU of the web servers on web-1');
  assert.equal(importance, 'high');
  assert.match(text ?? '', /^CPU of the web servers: Fired\n=+\n\nToo busy\.\n/);
  assert.match(
    text ?? '',
    /Average of Percentage CPU is 31\.1105: GreaterThan 25 \(ResourceId: 3efad9dc\)\./,
  );
  assert.match(text ?? '', /Severity +Sev1, error\nAffected +web-1\nFired +2026-11-25T09:13:00Z\n/);
  assert.match(text ?? '', /condition\.windowSize|windowSize +PT5M/);
  assert.match(text ?? '', /team +web/);
  assert.match(html ?? '', /border-left:6px solid #b91c1c/);
});

test('the same alert resolved is another message, and good news', () => {
  const fired = only(metricAlert('Fired'));
  const resolved = only(metricAlert('Resolved'));
  assert.notEqual(resolved.id, fired.id);
  assert.equal(resolved.subject, '[Resolved Sev1] CPU of the web servers on web-1');
  assert.equal(resolved.importance, undefined);
  assert.match(resolved.text ?? '', /Resolved +2026-11-25T09:20:00Z/);
  assert.match(resolved.html ?? '', /#15803d/);
});

test('the same alert again is the same message, byte for byte', () => {
  assert.deepEqual(only(metricAlert('Fired')), only(metricAlert('Fired')));
});

test('a log search alert: its query, and links for people but none for programs', () => {
  const { text, html } = only(logAlert);
  assert.match(text ?? '', /Count of the query Heartbeat is 0: LowerThan 1 \(Computer: web-1\)\./);
  assert.match(text ?? '', /linkToSearchResultsUI: https:\/\/portal\.azure\.com/);
  assert.doesNotMatch(text ?? '', /api\.loganalytics\.io/);
  assert.match(html ?? '', /<a href="https:\/\/portal\.azure\.com[^"]*">linkToSearchResultsUI<\/a>/);
});

test('a log search alert of before 2020, one of the activity log and one of an availability test', () => {
  assert.match(only(oldLogAlert).text ?? '', /SearchQuery +Perf \| where/);
  assert.match(only(oldLogAlert).text ?? '', /Threshold +10000/);
  assert.match(only(activityLog).text ?? '', /operationName +Microsoft\.Compute\/virtualMachines\/restart/);
  assert.match(only(availability).text ?? '', /Failed Location is 5: GreaterThan 2 \(web test: shop\)/);
});

test('events of Event Grid and CloudEvents: one message each', () => {
  const [first, second, ...others] = messagesOf([gridEvent, { ...gridEvent, id: 'another' }]);
  assert.equal(others.length, 0);
  assert.notEqual(first?.id, second?.id);
  assert.equal(first?.subject, 'Microsoft.Storage.BlobCreated: invoice.pdf');
  assert.match(first?.text ?? '', /contentLength +524288/);
  assert.match(first?.text ?? '', /url: https:\/\/contoso\.blob\.core\.windows\.net\/invoices\/invoice\.pdf/);
  assert.equal(only(cloudEvent).subject, 'com.contoso.order.placed: 4711');
  assert.match(only(cloudEvent).text ?? '', /Source +\/shop\n/);
});

test('a validation event asks for its code, and for nothing else', () => {
  const validation = {
    ...gridEvent,
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: { validationCode: '512d38b6', validationUrl: 'https://rp.eventgrid.azure.net/validate?id=1' },
  };
  assert.deepEqual(readAlerts(bytes([validation])), {
    ok: true,
    value: { kind: 'validation', code: '512d38b6' },
  });
});

test('what is written in an alert is text: no tag, no header, no line too many', () => {
  const wild = metricAlert('Fired');
  wild.data.essentials.alertRule = '<script>alert(1)</script>\r\nBcc: eve@x.example\u0000 \ud800'.repeat(20);
  wild.data.essentials.description = '<img src=x onerror=alert(1)>';
  const { subject = '', html = '' } = only(wild);
  assert.doesNotMatch(html, /<script|<img/);
  assert.doesNotMatch(subject, /[\r\n\0]/);
  assert.ok(subject.length <= 255);
});

test('a gap in the name of a rule that no header may have does not lose the alert', () => {
  const wide = metricAlert('Fired');
  wide.data.essentials.alertRule = `CPU${' '.repeat(70)}of web`;
  assert.equal(only(wide).subject, '[Fired Sev1] CPU of web on web-1');
});

test('deep and wide data is cut off', () => {
  let deep: object = { end: 1 };
  for (let depth = 0; depth < 2_000; depth += 1) deep = { deep };
  const wide = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [`name${index}`, 'x'.repeat(5_000)]),
  );
  for (const data of [deep, wide, [wide, wide]]) {
    assert.ok((only({ ...gridEvent, data }).text ?? '').length < 40_000);
  }
  const long = metricAlert('Fired');
  long.data.essentials.description = 'x'.repeat(200_000);
  assert.ok((only(long).html ?? '').length < 20_000);
});

for (const [name, body, says] of [
  ['no JSON', Buffer.from('{'), /is not JSON/],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), /is not JSON in UTF-8/],
  [
    'an alert in an old schema',
    bytes({ schemaId: 'AzureMonitorMetricAlert', data: {} }),
    /common alert schema on/,
  ],
  [
    'an alert without its essentials',
    bytes({ schemaId: 'azureMonitorCommonAlertSchema', data: {} }),
    /is missing: it must be an object/,
  ],
  ['something else', bytes({ hello: 'world' }), /must be an alert of Azure Monitor/],
  ['nothing', bytes([]), /must be an alert of Azure Monitor/],
  ['null', bytes(null), /must be an alert of Azure Monitor/],
  ['too many events', bytes(Array(101).fill(gridEvent)), /has 101 events; it may have 100/],
] as const) {
  test(`${name} is refused with its reason`, () => {
    const read = readAlerts(body);
    assert.match(read.ok ? '' : read.error.map((problem) => problem.says).join(), says);
  });
}

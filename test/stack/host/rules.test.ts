import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { createPollingDelay } from '../../../local/host/polling-delay.ts';
import { queueOptions } from '../../../local/host/queue-options.ts';
import { parseSchedule } from '../../../local/host/schedule.ts';
import { createSettings, resolveNames } from '../../../local/host/settings.ts';
import { queueService } from '../../../local/host/storage-connection.ts';
import { parseTimeSpan } from '../../../local/host/time-span.ts';
import { startingStatus } from '../../../local/host/timer-status.ts';

const none = createSettings({});

test('queue options have the defaults of the host', () => {
  assert.deepEqual(queueOptions({}, none), {
    batchSize: 16,
    newBatchThreshold: 8 * availableParallelism(),
    maxDequeueCount: 5,
    maxPollingMilliseconds: 60_000,
    visibilitySeconds: 0,
    messageEncoding: 'base64',
  });
  assert.equal(queueOptions({}, createSettings({ WEBSITE_SKU: 'Dynamic' })).newBatchThreshold, 8);
  assert.equal(queueOptions({ batchsize: 1 }, none).newBatchThreshold, 0);
});

test('one minute of polling is two seconds in Development, other values stand', () => {
  const development = createSettings({ AZURE_FUNCTIONS_ENVIRONMENT: 'Development' });
  assert.equal(queueOptions({}, development).maxPollingMilliseconds, 2000);
  assert.equal(queueOptions({ maxpollinginterval: '00:00:59' }, development).maxPollingMilliseconds, 59_000);
});

for (const [key, value] of [
  ['batchSize', 33],
  ['batchSize', '0'],
  ['newBatchThreshold', -1],
  ['maxDequeueCount', 0],
  ['maxDequeueCount', 1.5],
  ['maxPollingInterval', '00:00:00.05'],
  ['visibilityTimeout', 'soon'],
  ['messageEncoding', 'utf8'],
] as const) {
  test(`queue option ${key} ${value} is refused`, () => {
    assert.throws(() => queueOptions({ [key.toLowerCase()]: value }, none), new RegExp(key));
  });
}

for (const [text, milliseconds] of [
  ['00:01:00', 60_000],
  ['1.02:03:04.5', 93_784_500],
  ['0:0:1', 1000],
  ['00:60:00', undefined],
  ['60', undefined],
] as const) {
  test(`time span ${text}`, () => assert.equal(parseTimeSpan(text), milliseconds));
}

test('settings are found in any case and by level', () => {
  const settings = createSettings({ Some_Name: 'a', X__queueServiceUri: 'u', X__clientId: 'c', Empty: '' });
  assert.equal(resolveNames(settings, 'q-%SOME_NAME%-%some_name%'), 'q-a-a');
  assert.deepEqual(settings.section('x'), { queueserviceuri: 'u', clientid: 'c' });
  for (const name of ['Empty', 'Absent']) {
    assert.throws(() => resolveNames(settings, `%${name}%`), {
      message: `'%${name}%' does not resolve to a value.`,
    });
  }
});

for (const [family, url] of [
  [{ M__queueServiceUri: 'https://q.example' }, 'https://q.example'],
  [
    { M__serviceUri: 'https://s.example', M__credential: 'managedidentity', M__clientId: 'id' },
    'https://s.example',
  ],
  [{ AzureWebJobsM__accountName: 'account' }, 'https://account.queue.core.windows.net'],
] as const) {
  test(`connection ${Object.keys(family)}`, () => {
    assert.equal(new URL(queueService(createSettings(family), 'M').url).href, new URL(url).href);
  });
}

test('the idle delay grows as measured, up to the longest', () => {
  const delay = createPollingDelay(2000, () => 0.5);
  const row = [true, false, false, false, false, false, false, false, true, false].map(delay);
  assert.deepEqual(row, [100, 200, 300, 500, 900, 1700, 2000, 2000, 100, 200]);
  assert.equal(createPollingDelay(1000, () => 0)(false), 100);
});

for (const [text, after, next] of [
  ['0 */5 * * * *', '2026-11-25T10:01:00Z', '2026-11-25T10:05:00Z'],
  ['*/5 * * * *', '2026-11-25T10:05:00Z', '2026-11-25T10:10:00Z'],
  ['15 0 9 * * Mon-Fri', '2026-11-27T09:00:15Z', '2026-11-30T09:00:15Z'],
  // Both the 13th and a Friday.
  ['0 0 0 13 * 5', '2026-11-25T00:00:00Z', '2027-08-13T00:00:00Z'],
  ['00:00:30', '2026-11-25T10:00:10Z', '2026-11-25T10:00:40Z'],
] as const) {
  test(`schedule ${text}`, () => {
    assert.deepEqual(parseSchedule(text, 'UTC').next(new Date(after)), new Date(next));
  });
}

test('a schedule follows the time zone', () => {
  const { next } = parseSchedule('0 0 9 * * *', 'Europe/Berlin');
  assert.deepEqual(next(new Date('2026-07-01T00:00:00Z')), new Date('2026-07-01T07:00:00Z'));
});

for (const text of ['', 'every day', '61 * * * * *', '* * * * * * *', '0 0 0 30 2 *']) {
  test(`schedule "${text}" is refused`, () => {
    assert.throws(
      () => parseSchedule(text, 'UTC'),
      /was not recognized as a valid cron expression or timespan string/,
    );
  });
}

test('a timer makes up for a missed run, not for a changed schedule', () => {
  const schedule = parseSchedule('0 0 * * * *', 'UTC');
  const at = (time: string) => new Date(`2026-11-25T${time}Z`);
  const saved = { last: at('10:00:00'), next: at('11:00:00'), lastUpdated: at('10:00:00') };
  assert.equal(startingStatus(saved, schedule, at('12:30:00')), saved);
  const fresh = { next: at('13:00:00'), lastUpdated: at('12:30:00') };
  assert.deepEqual(startingStatus(undefined, schedule, at('12:30:00')), fresh);
  assert.deepEqual(startingStatus({ ...saved, next: at('10:15:00') }, schedule, at('12:30:00')), fresh);
});

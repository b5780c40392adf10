import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Overview } from '../../../shared/doors/overview/overview.ts';
import { pausedByHand } from '../../../shared/mailbox/holds.ts';
import { type Notice, notices } from '../../../shared/pages/status/notices.ts';
import { overviewHeadline } from '../../../shared/pages/status/overview-headline.ts';
import { statusPage } from '../../../shared/pages/status/status-page.ts';
import { hold, message, start } from '../mailbox/given.ts';
import { tagsOf, textOf, texts } from './markup.ts';
import { BILLING, buried, overviewOf, statusPages, statusStates } from './status-states.ts';

for (const [name, verdict, says] of [
  ['quiet', 'pass', 'Nothing is held; the last message was accepted at 11:58 UTC.'],
  ['fresh', 'pass', 'Nothing is held; no message was accepted yet.'],
  ['held', 'fail', 'Mail has been held since 10:00 UTC. 41 messages wait.'],
  [
    'decide',
    'warn',
    '1 message may or may not have been sent: decide below. Nothing is held; the last message was accepted at 11:58 UTC.',
  ],
  ['several held', 'fail', 'Mail has been held since 2026-11-24 06:00 UTC. 6 messages wait.'],
  ['paused by hand', 'warn', 'Paused by hand. Mail has been held since 11:00 UTC. 2 messages wait.'],
  [
    'looked up, several',
    'notice',
    '2 messages were not sent, and are kept with the reason below. Nothing is held; no message was accepted yet.',
  ],
] as const) {
  test(`the sentence at the top where it is: ${name}`, async () => {
    const { overview } = await overviewOf(statusStates[name] ?? assert.fail(name));
    assert.deepEqual(overviewHeadline(overview), { verdict, says });
  });
}

test('where some mail is held, whose it is; where a server is away, that nobody has to do anything', async () => {
  const says = async (mailboxes: Parameters<typeof overviewOf>[0]['mailboxes']) =>
    overviewHeadline((await overviewOf({ ...(mailboxes && { mailboxes }) })).overview).says;
  assert.equal(
    await says({ [BILLING]: { state: { senderHolds: { 'a@contoso.com': hold() } } }, 'hr@contoso.com': {} }),
    'Mail from a@contoso.com has been held since 12:00 UTC. Nothing waits for it.',
  );
  const pause = { since: start, until: start + 1, probes: 0 };
  assert.equal(
    await says({ [BILLING]: { state: { pause }, messages: [message()] } }),
    'A server is away, and is tried again by itself. 1 message waits.',
  );
});

/** A text of others in each place where one may stand. */
const saying = async (text: string): Promise<Overview> => {
  const said = 'w0rd';
  const { overview } = await overviewOf({
    mailboxes: {
      [BILLING]: {
        state: {
          hold: hold({ failure: 'unlisted', said }),
          senderHolds: { [said]: pausedByHand(said, start) },
        },
        messages: [
          buried({
            id: said,
            from: said,
            failure: said,
            reply: said,
            history: [{ at: start, what: 'failed', faults: [{ at: 'submit', code: said, said }] }],
          }),
        ],
      },
    },
    query: { id: said },
  });
  const inJson = (one: string) => JSON.stringify(one).slice(1, -1);
  return JSON.parse(JSON.stringify(overview).replaceAll(said, () => inJson(text)));
};

test('whatever a text says, it makes no tag and no attribute, and can be read', async () => {
  const pageOf = async (text: string) =>
    statusPage(await saying(text), { mailboxes: [{ address: text, senders: [text] }] });
  const plain = tagsOf(await pageOf('plain'));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const page = await pageOf(text);
      assert.deepEqual(tagsOf(page), plain);
      assert.ok(textOf(page).includes(text));
    }),
    { numRuns: 40 },
  );
});

test('what was done stands at the top, in words of our own', async () => {
  const { overview, mailboxes } = await overviewOf({});
  for (const notice of Object.keys(notices) as Notice[]) {
    const page = textOf(statusPage(overview, { mailboxes, notice }));
    assert.ok(page.includes(notices[notice].says), notice);
  }
  assert.doesNotMatch(statusPage(overview, { mailboxes }), /<p[^>]* role="status"[^>]*>\s*<svg/);
});

test('what a person paused is released, not probed; a message that cannot be sent says why', async () => {
  const pages = await statusPages();
  const buttons = (page = '') =>
    [...page.matchAll(/<button name="do" value="([\w-]+)"/g)].map(([, name]) => name);
  assert.ok(buttons(pages.held).includes('probe-hold'));
  assert.ok(!buttons(pages['paused by hand']).includes('probe-hold'));
  assert.equal(buttons(pages.decide).filter((name) => name === 'resend').length, 3);
  assert.match(pages.decide ?? '', /its producer has to mend it, under an id of its own/);
});

test('sent twice is a second press: its button comes only after the first', async () => {
  const given = statusStates['looked up, uncertain'] ?? assert.fail();
  const { overview, mailboxes } = await overviewOf(given);
  assert.doesNotMatch(statusPage(overview, { mailboxes }), /value="resend-twice"/);
  assert.match(statusPage(overview, { mailboxes, notice: 'may-duplicate' }), /value="resend-twice"/);
});

test('a bar for each hour, up for what was accepted and down for what was not', async () => {
  const { decide = '' } = await statusPages();
  const [svg = ''] = /<svg viewBox[\s\S]*?<\/svg>/.exec(decide.slice(decide.indexOf('class="chart"'))) ?? [];
  const bars = (name: string) =>
    [...svg.matchAll(new RegExp(`<rect class="${name}"[^>]* height="(\\d+)"`, 'g'))].map(([, height]) =>
      Number(height),
    );
  assert.equal(bars('column').length, 24);
  assert.equal(bars('up').length, 12);
  assert.equal(Math.max(...bars('up')), 80);
  assert.deepEqual(bars('down'), [3, 3, 3]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { reportPage } from '../../../shared/pages/report-page.ts';
import { tagsOf, textOf, texts } from './markup.ts';
import { reportOf, reportSaying, states, wild } from './states.ts';

test('whatever a text says, it makes no tag and no attribute, and can be read', () => {
  const plain = tagsOf(reportPage(reportSaying('plain'), 'plain'));
  fc.assert(
    fc.property(texts, (text) => {
      const page = reportPage(reportSaying(text), text);
      assert.deepEqual(
        tagsOf(page.replaceAll('<p class="below">Put your own values where it says &lt;…&gt;.</p>', '')),
        plain,
      );
      assert.ok(textOf(page).includes(text));
    }),
  );
});

test('the wild texts of the browser tests stay text', () => {
  const page = reportPage(reportSaying(wild));
  assert.equal(page.match(/<script>/g)?.length, 1);
  assert.doesNotMatch(page, /<img/);
});

test('only a mailbox that is not right is open among several, and the chosen one stays chosen', () => {
  const many = states['many mailboxes'];
  assert.ok(many);
  const page = reportPage(many, 'HR@contoso.com');
  const sections = [...page.matchAll(/<details class="mailbox"( open)?\s*>[\s\S]*?<h2[^>]*>([^<]*)/g)];
  assert.equal(sections.length, many.mailboxes.length);
  assert.deepEqual(
    sections.filter(([, open]) => open).map(([, , mailbox]) => mailbox),
    ['billing@contoso.com'],
  );
  assert.match(page, /<option selected>hr@contoso\.com</);
});

test('the choice of how far follows the report, and is never to send: that is a button', () => {
  const chosen = (name: string) =>
    /<option value="(\w+)" selected/.exec(reportPage(states[name] ?? reportOf({})))?.[1];
  assert.equal(chosen('green'), 'envelope');
  assert.equal(chosen('sent to itself'), 'envelope');
  assert.equal(/<option value="(\w+)" selected/.exec(reportPage(reportOf({ probe: 'token' })))?.[1], 'token');
  assert.doesNotMatch(reportPage(reportOf({})), /<option value="send"/);
});

test('figures: the days of the certificate, what waits, is held and is buried', () => {
  const figuresOf = (name: string) => {
    const list =
      /<dl class="figures">([\s\S]*?)<\/dl>/.exec(reportPage(states[name] ?? reportOf({})))?.[1] ?? '';
    return textOf(list).replace(/\s+/g, ' ').trim();
  };
  assert.equal(
    figuresOf('broken at login'),
    'Certificate 22 days left, until 2026-12-18 Waiting 41 in 2 rooms Held 1 of 2 mailboxes Buried 2 kept with the reason',
  );
  assert.equal(figuresOf('broken at settings'), '');
});

test('what was released is told, with the command for what is still held', () => {
  const report = states['broken at login'];
  const [billing] = report?.mail ?? [];
  assert.ok(report && billing);
  const released = billing.holds.map(({ release: _, ...hold }) => hold);
  const page = textOf(reportPage({ ...report, mail: [{ ...billing, released }] }));
  assert.match(page, /Released just now: the mailbox, since 2026-11-25 10:00 UTC, for login-refused/);
  assert.match(
    page,
    /Held: the mailbox, since .* release it:\s+Release the mailbox\s+Terminal[\s\S]*npm run holds -- release [0-9a-f]+/,
  );
});

test('a rung shows the words of the other side unless it has said them, and its details by readable names', () => {
  const settings = reportPage(states['broken at settings'] ?? reportOf({}));
  assert.doesNotMatch(settings, /What the other side said/);
  assert.match(settings, /<dt>MAIL_TENANT_ID<\/dt>/);
  const login = textOf(reportPage(states['broken at login'] ?? reportOf({})));
  assert.match(login, /What the other side said\s*535 5\.7\.3 Authentication unsuccessful \[FR4P281CA0123/);
  assert.match(login, /thumbprint sha256[\s\S]*x5tS256/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  holdAfter,
  NEVER,
  pauseAfter,
  pausedByHand,
  type Refusal,
  senderHold,
} from '../../../shared/mailbox/holds.ts';
import { type EndpointPause, type Hold, newMailbox } from '../../../shared/mailbox/mailbox-state.ts';
import { HOUR, hold, MINUTE, start } from './given.ts';

const refusal: Refusal = {
  id: 'invoice-1',
  failure: 'mailbox-logon-failure',
  said: '430 4.2.0 STOREDRV; mailbox logon failure',
  waitMs: 0,
};

test('a hold: five minutes to the first probe, doubled with each that is refused, up to an hour', () => {
  let before: Hold | undefined;
  const minutes = Array.from({ length: 7 }, (_, probes) => {
    const after = holdAfter(before && { ...before, probe: refusal.id }, refusal, start);
    assert.deepEqual(after, {
      failure: refusal.failure,
      said: refusal.said,
      since: start,
      probeAt: after.probeAt,
      probes,
    });
    before = after;
    return (after.probeAt - start) / MINUTE;
  });
  assert.deepEqual(minutes, [5, 10, 20, 40, 60, 60, 60]);
});

const waits: readonly { name: string; probes: number; waitMs: number; untilProbeMs: number }[] = [
  { name: 'longer than the first interval', probes: 0, waitMs: 15 * MINUTE, untilProbeMs: 15 * MINUTE },
  { name: 'longer than an hour', probes: 6, waitMs: 2 * HOUR, untilProbeMs: 2 * HOUR },
  { name: 'shorter than the interval that is reached', probes: 3, waitMs: 15 * MINUTE, untilProbeMs: HOUR },
];

for (const { name, probes, waitMs, untilProbeMs } of waits) {
  test(`a hold whose row asks for a wait: ${name}`, () => {
    const before = probes > 0 ? hold({ probes, probe: refusal.id }) : undefined;
    assert.equal(holdAfter(before, { ...refusal, waitMs }, start).probeAt, start + untilProbeMs);
  });
}

test('a probe that is refused for another reason: held since the first, said as the last', () => {
  const before = hold({ since: start - HOUR, probe: refusal.id });
  assert.deepEqual(holdAfter(before, refusal, start), {
    failure: refusal.failure,
    said: refusal.said,
    since: start - HOUR,
    probeAt: start + 10 * MINUTE,
    probes: 1,
  });
});

const unchanged: readonly { name: string; before: Hold }[] = [
  { name: 'another message probes', before: hold({ probe: 'invoice-2' }) },
  { name: 'nobody probes yet', before: hold() },
  { name: 'a person paused it', before: pausedByHand('moving house', start - HOUR) },
  {
    name: 'a person paused it while this message probed',
    before: { ...pausedByHand('moving house', start), probe: refusal.id },
  },
];

for (const { name, before } of unchanged) {
  test(`a refusal changes nothing about a hold: ${name}`, () => {
    assert.equal(holdAfter(before, refusal, start + HOUR), before);
  });
}

test('paused by hand: no probe ever, also once it went through JSON', () => {
  const paused = JSON.parse(JSON.stringify(pausedByHand('moving house', start)));
  assert.deepEqual(paused, {
    failure: 'paused',
    said: 'moving house',
    since: start,
    probeAt: NEVER,
    probes: 0,
  });
});

test('a pause: 30 seconds to the first try, doubled with each that fails, up to five minutes', () => {
  let before: EndpointPause | undefined;
  const seconds = Array.from({ length: 6 }, (_, probes) => {
    const now = start + probes * HOUR;
    const after = pauseAfter(before && { ...before, probe: refusal.id }, { id: refusal.id, waitMs: 0 }, now);
    assert.deepEqual(after, { since: start, until: after.until, probes });
    before = after;
    return (after.until - now) / 1_000;
  });
  assert.deepEqual(seconds, [30, 60, 120, 240, 300, 300]);
});

test('a pause: a message that was under way before makes it no longer', () => {
  const before: EndpointPause = { since: start, until: start + 30_000, probes: 0, probe: 'invoice-2' };
  assert.equal(pauseAfter(before, { id: 'invoice-1', waitMs: 0 }, start + 10_000), before);
});

test('a sender is found in whatever case it is written; a message without From is held by no sender', () => {
  const held = hold();
  const state = { ...newMailbox('billing@contoso.com'), senderHolds: { 'dunning@contoso.com': held } };
  assert.equal(senderHold(state, 'Dunning@Contoso.com'), held);
  assert.equal(senderHold(state, 'billing@contoso.com'), undefined);
  assert.equal(senderHold(state, undefined), undefined);
  assert.equal(senderHold(newMailbox('billing@contoso.com'), 'dunning@contoso.com'), undefined);
});

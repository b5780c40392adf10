import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { messageIdPattern } from '../../../shared/mail/message-id.ts';
import {
  allPlaces,
  finalStates,
  finishedKey,
  finishedOf,
  hourKey,
  hoursFrom,
  MAILBOX_ROW,
  messageKey,
  type Priority,
  placeKey,
  placesOf,
  readPlace,
} from '../../../shared/mailbox/keys.ts';
import { start } from './given.ts';

const ids = fc.stringMatching(messageIdPattern);
const times = fc.integer({ min: 0, max: 9_999_999_999_998 });
const priorities = fc.constantFrom<Priority>('high', 'normal');
const places = fc.record({ priority: priorities, due: times, id: ids }, { noNullPrototype: true });
const isWithin = (key: string, { from, to }: { from: string; to: string }) => from <= key && key < to;

test('a place is read back from its key', () => {
  fc.assert(
    fc.property(places, (place) =>
      assert.deepEqual(readPlace(placeKey(place.priority, place.due, place.id)), place),
    ),
  );
});

test('places stand in the order in which they become due, high ones first', () => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      const keys = [one, other].map(({ priority, due, id }) => placeKey(priority, due, id));
      const isFirst =
        one.priority === other.priority
          ? one.due < other.due || (one.due === other.due && one.id < other.id)
          : one.priority === 'high';
      assert.equal((keys[0] as string) < (keys[1] as string), isFirst);
    }),
  );
});

test('a time of 13 digits and less: padded, so that text stands as numbers do', () => {
  assert.equal(placeKey('normal', start, 'invoice-1'), 'w!1!1795608000000!invoice-1');
  assert.equal(placeKey('high', 7, 'invoice-1'), 'w!0!0000000000007!invoice-1');
});

test('each range holds its own places alone', () => {
  fc.assert(
    fc.property(places, ({ priority, due, id }) => {
      const key = placeKey(priority, due, id);
      const other = priority === 'high' ? 'normal' : 'high';
      assert.deepEqual(
        [allPlaces, placesOf(priority), placesOf(other)].map((range) => isWithin(key, range)),
        [true, true, false],
      );
    }),
  );
});

test('the mailbox, messages, finished ones and hours are no places', () => {
  for (const key of [MAILBOX_ROW, messageKey('w'), finishedKey('buried', start, 'w'), hourKey('2026')]) {
    assert.ok(!isWithin(key, allPlaces), key);
  }
});

test('an id cannot hold the character that parts a key, nor one that stands before it', () => {
  for (let code = 0; code <= '!'.charCodeAt(0); code += 1) {
    assert.doesNotMatch(`a${String.fromCharCode(code)}b`, messageIdPattern);
  }
});

test('finished messages stand newest first, each state for itself', () => {
  fc.assert(
    fc.property(times, times, ids, fc.constantFrom(...finalStates), (one, other, id, state) => {
      const [older, newer] = [Math.min(one, other), Math.max(one, other)].map((at) =>
        finishedKey(state, at, id),
      ) as [string, string];
      assert.equal(newer < older, one !== other);
      for (const each of finalStates) assert.equal(isWithin(newer, finishedOf(each)), each === state);
    }),
  );
});

test('finished before a time: those alone', () => {
  const isBefore = [-1, 0, 1].map((offset) =>
    isWithin(finishedKey('buried', start + offset, 'invoice-1'), finishedOf('buried', start)),
  );
  assert.deepEqual(isBefore, [true, false, false]);
});

test('hours are found from one on', () => {
  const range = hoursFrom('2026-11-25T09');
  assert.deepEqual(
    ['2026-11-25T08', '2026-11-25T09', '2026-12-01T00'].map((hour) => isWithin(hourKey(hour), range)),
    [false, true, true],
  );
});

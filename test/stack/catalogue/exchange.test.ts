import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playRows, rowsBy } from './play-rows.ts';

test('what Exchange Online says is called by its name', (t) =>
  playRows(t, rowsBy('exchange'), {
    watch: ({ exchange }, { row, play }) => {
      const before = exchange.record.length;
      // The record knows nothing of EHLO.
      const stages = play.by !== 'exchange' || /ehlo|starttls/.test(play.stage) ? [] : [play.stage];
      return () => {
        const said = exchange.record.slice(before).filter(({ reply }) => reply === row.seen[0]);
        assert.deepEqual([...new Set(said.map(({ stage }) => stage))], stages);
      };
    },
  }));

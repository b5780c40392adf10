import { test } from 'node:test';
import { prepare } from '../../../local/play/prepare.ts';
import { playRows, rowsBy } from './play-rows.ts';

for (const played of [...rowsBy('settings'), ...rowsBy('odd-server')]) {
  test(`${played.row.id} is called by its name where its cause is there`, async (t) => {
    const { env, stop } = await prepare(played.play);
    try {
      await playRows(t, [played], { env });
    } finally {
      await stop();
    }
  });
}

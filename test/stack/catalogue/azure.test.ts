import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Played } from '../../../local/play/choose.ts';
import type { Desk } from '../../support/desk.ts';
import { playRows, rowsBy } from './play-rows.ts';

const operations = { certificate: 'certificates/get', secret: 'secrets/get', signature: 'keys/sign' };

/** Who plays was asked for this message: for what is played, and the last time with the answer that is played. */
function watch({ identity, vault, entra }: Desk, { play }: Played): () => void {
  const asked = { identity, vault, entra }[play.by as 'identity' | 'vault' | 'entra'].requests;
  const before = asked.length;
  return () => {
    assert.ok(asked.length > before);
    assert.equal(asked.at(-1)?.status, 'answer' in play && play.answer.status);
    if (play.by !== 'vault') return;
    // Of a disabled version the app goes on to the list of all versions.
    const heard = vault.requests.slice(before).map(({ operation }) => String(operation));
    assert.ok(heard.includes(operations[play.asked]), heard.join());
  };
}

const isOfSecret = ({ play }: Played): boolean => play.by === 'vault' && play.asked === 'secret';

// In the order of the way: a token or an assertion that was got once is kept, and nobody is asked for it again.
test('what managed identity, Key Vault and Entra say is called by its name', (t) => {
  const vault = rowsBy('vault').filter((row) => !isOfSecret(row));
  return playRows(t, [...rowsBy('identity'), ...vault, ...rowsBy('entra')], { watch });
});

test('what Key Vault says of a secret is called by its name', (t) =>
  playRows(t, rowsBy('vault').filter(isOfSecret), {
    env: { MAIL_CERTIFICATE_SOURCE: 'vault-secret' },
    watch,
  }));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeContoso } from '../../../local/contoso.ts';
import { onDesk } from '../../support/desk.ts';

test('the output of a whole run holds no token, key, subject, content or address', async () => {
  const contoso = await makeContoso();
  await onDesk({ contoso }, async (desk) => {
    const letter = { to: 'ada.lovelace@fabrikam.example', subject: 'Zwiebelkuchen', text: 'Pflaumenmus' };
    await desk.enqueue({ id: 'good-1', ...letter });
    await desk.enqueue({ id: 'foreign-1', from: 'mallory@contoso.example', ...letter });
    await desk.enqueue({
      id: 'wrong-1',
      ...letter,
      cc: 'grace.hopper@',
      attachments: [{ content: 'Pflaumenmus!' }],
    });
    await desk.queue.sendMessage('Zwiebelkuchen');
    await desk.attempt('good-1');
    contoso.mailbox.fullAccess = [];
    await desk.enqueue({ id: 'refused-1', ...letter });
    await desk.attempt('refused-1');
    for (const id of ['foreign-1', 'wrong-1']) await desk.line('mail.buried', id);
    const output = desk.host.output();
    assert.match(output, /"id":"refused-1"/);
    const accountKey = /AccountKey=([^;]+)/.exec(desk.azurite.connectionString)?.[1] ?? '';
    for (const secret of [
      'eyJ', // how every JWT begins
      accountKey,
      'PRIVATE KEY',
      desk.identity.env.IDENTITY_HEADER,
      letter.subject,
      letter.text,
      letter.to,
      'lovelace',
      'hopper',
      'mallory',
      contoso.mailbox.address,
    ]) {
      assert.ok(!output.includes(secret), `${secret.slice(0, 12)} stands in the output`);
    }
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { sampleMessage } from '../../../local/sample-message.ts';
import { onDesk, until } from '../../support/desk.ts';

test('a queued message arrives as it was written, with every protocol real', () =>
  onDesk({}, async (desk) => {
    const sample = sampleMessage('happy-1');
    await desk.enqueue({
      ...sample,
      cc: 'a@fabrikam.example; b@fabrikam.example',
      bcc: ['hidden@fabrikam.example'],
    });
    const attempt = await desk.attempt('happy-1');
    assert.equal(attempt.outcome, 'accepted');
    assert.deepEqual(Object.keys(attempt.ms).sort(), [
      'compose',
      'connect',
      'login',
      'sign',
      'submit',
      'token',
      'wait',
    ]);

    const [stored, ...more] = desk.exchange.messages;
    assert.ok(stored);
    assert.equal(more.length, 0);
    assert.equal(stored.mailbox, desk.contoso.mailbox.address);
    assert.deepEqual(stored.envelope, {
      from: desk.contoso.mailbox.address,
      to: ['zoe@fabrikam.example', 'a@fabrikam.example', 'b@fabrikam.example', 'hidden@fabrikam.example'],
    });
    const mail = await PostalMime.parse(stored.raw);
    assert.equal(mail.subject, sample.subject);
    assert.equal(mail.text?.trim(), sample.text);
    assert.equal(mail.html?.trim(), sample.html);
    assert.deepEqual(mail.to, [{ name: 'Zoë Łukasz', address: 'zoe@fabrikam.example' }]);
    assert.equal(mail.bcc, undefined);
    assert.deepEqual(
      mail.attachments.map(({ filename, mimeType, content }) => ({
        filename,
        mimeType,
        bytes: Buffer.from(content as ArrayBuffer).toString('base64'),
      })),
      sample.attachments.map(({ filename, contentType, content }) => ({
        filename,
        mimeType: contentType,
        bytes: content,
      })),
    );
    assert.ok(!stored.raw.includes('hidden@fabrikam.example'));

    const { reply, recipients, content } = await desk.kept('happy-1', 'accepted');
    assert.match(reply ?? '', /^250 /);
    assert.equal(recipients, 4);
    // Once Exchange Online has it, nothing of it is kept but the record.
    assert.equal(content, undefined);
  }));

test('plain JSON and base64 of JSON are the same to the app', () =>
  onDesk({}, async (desk) => {
    const message = (id: string) =>
      JSON.stringify({ id, to: 'ada@fabrikam.example', subject: 'Grüße', text: 'hello' });
    await desk.enqueue(message('plain-1'));
    await desk.enqueue(Buffer.from(message('base64-1')).toString('base64'));
    await desk.enqueue(Buffer.from(message('url-safe-1')).toString('base64url'));
    for (const id of ['plain-1', 'base64-1', 'url-safe-1']) {
      assert.equal((await desk.attempt(id)).outcome, 'accepted', id);
    }
    assert.equal(desk.exchange.messages.length, 3);
    await until('the queue to be empty', desk.host, async () => {
      const { approximateMessagesCount } = await desk.queue.getProperties();
      return approximateMessagesCount === 0 ? true : undefined;
    });
  }));

test('a burst uses at most three connections at once, one token and one signature', () =>
  onDesk({}, async (desk) => {
    // Fewer than the 30 of a minute.
    for (let n = 0; n < 28; n += 1) {
      await desk.enqueue({ id: `burst-${n}`, to: 'ada@fabrikam.example', subject: `${n}`, text: 'hello' });
    }
    await until('28 messages', desk.host, () => desk.exchange.messages.length >= 28 || undefined);
    assert.equal(new Set(desk.exchange.messages.map(({ messageId }) => messageId)).size, 28);
    let open = 0;
    const atOnce = desk.exchange.record.map(({ stage }) => {
      open += Number(stage === 'connect') - Number(stage === 'close');
      return open;
    });
    const most = Math.max(...atOnce);
    assert.ok(most > 1 && most <= 3, `${most} connections at once`);
    assert.equal(desk.entra.tokenRequests, 1);
    const done = (operation: string) =>
      desk.vault.requests.filter((request) => request.operation === operation && request.status === 200)
        .length;
    assert.equal(done('keys/sign'), 1);
    assert.equal(done('certificates/get'), 1);
  }));

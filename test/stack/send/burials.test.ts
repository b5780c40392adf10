import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk, until } from '../../support/desk.ts';

const letter = { to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };

const burials: { what: string; body: object | string; id: string; failure: string; problems?: string[] }[] = [
  {
    what: 'an invalid message, with all its problems',
    body: { id: 'invalid-1', to: 'not an address', subjct: 'typo', text: 5 },
    id: 'invalid-1',
    failure: 'message-invalid',
    problems: ['to', 'subject', 'text', ''],
  },
  {
    what: 'a From that no mailbox may use, before Exchange sees it',
    body: { id: 'foreign-1', ...letter, from: 'boss@contoso.example' },
    id: 'foreign-1',
    failure: 'sender-unknown',
  },
  {
    what: 'a message whose time is over',
    body: { id: 'late-1', ...letter, expires: '2020-01-01T00:00:00Z' },
    id: 'late-1',
    failure: 'message-expired',
  },
  {
    what: 'a message above the size limit',
    body: { id: 'large-1', ...letter, text: 'x'.repeat(3_000) },
    id: 'large-1',
    failure: 'message-too-large',
  },
];

for (const { what, body, id, failure, problems } of burials) {
  test(`buried with its explanation: ${what}`, () =>
    onDesk({ env: { MAIL_MAX_MESSAGE_BYTES: '2048' } }, async (desk) => {
      await desk.enqueue(body);
      const buried = await desk.buried(`${id}.json`);
      assert.deepEqual(buried.payload, body);
      const [explanation] = buried.explanations as { id: string; meaning: string; fix: unknown[] }[];
      assert.equal(explanation?.id, failure);
      assert.ok(explanation.meaning.length > 20 && explanation.fix.length > 0);
      if (problems) {
        const found = (buried.problems as { path: string }[]).map(({ path }) => path);
        assert.deepEqual(found.toSorted(), problems.toSorted());
      }
      assert.equal(desk.exchange.record.length, 0);
    }));
}

test('an unreadable message is buried under the queue message’s own id, word for word', () =>
  onDesk({}, async (desk) => {
    const { messageId } = await desk.queue.sendMessage('this is no JSON at all');
    const buried = await desk.buried(`${messageId}.json`);
    assert.equal(buried.payload, 'this is no JSON at all');
    assert.equal((buried.explanations as { id: string }[])[0]?.id, 'message-unreadable');
  }));

test('two messages with one id are both kept', () =>
  onDesk({}, async (desk) => {
    await desk.enqueue({ id: 'same-1', to: 'x', subject: 'one' });
    const first = await desk.buried('same-1.json');
    await desk.enqueue({ id: 'same-1', to: 'x', subject: 'two' });
    const name = await until(
      'the second burial',
      desk.host,
      () => desk.host.output().match(/"buriedAs":"(same-1\.[0-9a-f]{12}\.json)"/)?.[1],
    );
    const second = await desk.buried(name);
    assert.deepEqual(
      [first.payload, second.payload],
      [
        { id: 'same-1', to: 'x', subject: 'one' },
        { id: 'same-1', to: 'x', subject: 'two' },
      ],
    );
  }));

test('what fails every time is buried out of the poison queue', () =>
  onDesk(
    {
      env: {
        AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:00',
        AzureFunctionsJobHost__extensions__queues__maxDequeueCount: '2',
      },
    },
    async (desk) => {
      desk.contoso.application.roles = [];
      await desk.enqueue({ id: 'poison-1', ...letter });
      const buried = await desk.buried('poison-1.json');
      assert.equal((buried.explanations as { id: string }[])[0]?.id, 'tries-used-up');
      assert.deepEqual(buried.payload, { id: 'poison-1', ...letter });
    },
  ));

test('a message whose process is killed each time ends in the graveyard, not in nothing', () =>
  onDesk(
    {
      env: { AzureFunctionsJobHost__extensions__queues__maxDequeueCount: '1' },
      hostArgs: ['--invisible-seconds', '1'],
    },
    async (desk) => {
      desk.contoso.exchange.latency = { body: 60_000 };
      await desk.enqueue({ id: 'killed-1', ...letter });
      await until('the body to be sent', desk.host, () =>
        desk.exchange.record.find(({ stage }) => stage === 'rcpt'),
      );
      desk.host.kill();
      await desk.host.exited;
      const next = await desk.startAnotherHost();
      try {
        const buried = await desk.buried('killed-1.json');
        assert.equal((buried.explanations as { id: string }[])[0]?.id, 'tries-used-up');
      } finally {
        await next.stop();
      }
    },
  ));

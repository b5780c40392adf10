import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk, until } from '../../support/desk.ts';

test('broken settings are all named at once, and the message waits', () =>
  onDesk(
    { env: { MAIL_TENANT_ID: 'common', MAIL_CERTIFICATE_NAME: '', MAIL_MAILBOXES: 'nobody' } },
    async (desk) => {
      assert.deepEqual(
        desk.host.functions.map(({ name }) => name),
        ['sendMail', 'buryPoison'],
      );
      await desk.enqueue({ id: 'waits-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' });
      const line = await until(
        'the line about the settings',
        desk.host,
        () => desk.host.output().match(/\{"event":"settings\.invalid".*\}/)?.[0],
      );
      const { failure, problems } = JSON.parse(line);
      assert.equal(failure.id, 'settings-invalid');
      assert.deepEqual(
        problems.map(({ name }: { name: string }) => name),
        ['MAIL_TENANT_ID', 'MAIL_MAILBOXES', 'MAIL_CERTIFICATE_NAME'],
      );
      for (const problem of problems)
        assert.ok(problem.says && problem.for && problem.example && problem.where);
      assert.equal((await desk.queue.getProperties()).approximateMessagesCount, 1);
    },
  ));

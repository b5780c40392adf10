import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk, until } from '../../support/desk.ts';

test('broken settings are all named at once, and the message goes back into the queue', () =>
  onDesk(
    { env: { MAIL_TENANT_ID: 'common', MAIL_CERTIFICATE_NAME: '', MAIL_MAILBOXES: 'nobody' } },
    async (desk) => {
      assert.deepEqual(
        desk.host.functions.flatMap(({ name, route }) => (route === undefined ? name : [])),
        ['sendMail', 'takeTurn', 'sweep', 'buryPoison', 'watch'],
      );
      const { messageId } = await desk.queue.sendMessage(
        JSON.stringify({ id: 'waits-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' }),
      );
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
      await until('the last line of the sweep', desk.host, () =>
        desk.host.output().includes('{"event":"sweep.ran","mailboxes":0}') ? true : undefined,
      );
      await until('the copy that waits', desk.host, async () => {
        const deleted = await desk.queue
          .updateMessage(messageId, 'none', '', 0)
          .then(() => false)
          .catch(({ code }) => code === 'MessageNotFound');
        return deleted || undefined;
      });
      assert.equal((await desk.queue.getProperties()).approximateMessagesCount, 1);
    },
  ));

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDesk } from '../../support/desk.ts';
import { startWay } from '../../support/way.ts';

test('while the table is away, messages go back into the queue, and are sent when it is there again', async () => {
  const way = await startWay();
  let tablePort = 0;
  const storageBy = (connectionString: string) =>
    connectionString.replace(/(?<=TableEndpoint=http:\/\/127\.0\.0\.1:)\d+/, (port) => {
      tablePort = Number(port);
      return String(way.port);
    });
  try {
    await onDesk(
      { env: ({ azurite }) => ({ MAIL_STORAGE: storageBy(azurite.connectionString) }) },
      async (desk) => {
        assert.notEqual(tablePort, 0);
        const message = { id: 'away-1', to: 'ada@fabrikam.example', subject: 'hello', text: 'hello' };
        await desk.enqueue(message);
        const back = await desk.line('mail.put-back', 'away-1');
        assert.equal(back.again, 'in 5 s');
        assert.equal(desk.exchange.record.length, 0);
        way.lead(tablePort);
        const accepted = await desk.kept('away-1', 'accepted');
        assert.equal(accepted.attempts, 1);
        assert.equal(desk.exchange.messages.length, 1);
      },
    );
  } finally {
    await way.stop();
  }
});

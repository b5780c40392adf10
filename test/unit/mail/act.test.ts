import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import { type ActParts, act, TryAgain } from '../../../shared/mail/act.ts';
import type { Bury } from '../../../shared/mail/buried.ts';
import type { Delivery } from '../../../shared/mail/deliver.ts';
import { parseMessage } from '../../../shared/mail/parse.ts';

const receipt = { id: 'queue-id', attempt: 3, insertedAt: new Date('2026-11-25T11:59:00Z') };
const body = { to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' };
const invalid: Fault = { at: 'message', code: 'message-invalid', said: 'to must be an address' };
const sendAs: Fault = {
  at: 'submit',
  code: '554',
  said: '554 5.2.252 SendAsDenied; billing@contoso.com not allowed to send as ceo@contoso.com',
};

const delivery = (outcome: Delivery['outcome'], changes: Partial<Delivery> = {}): Delivery => ({
  id: 'invoice-4711',
  outcome,
  problems: [],
  sender: { mailbox: 'billing@contoso.com', from: 'invoices@contoso.com' },
  stages: { connect: 12.5 },
  ...changes,
});

/** Acts on a delivery; what was buried and logged is handed back, and what was thrown. */
async function acted(of: Delivery, changes: Partial<ActParts> = {}) {
  const buried: Parameters<Bury>[0][] = [];
  const lines: string[] = [];
  const parts: ActParts = {
    bury: async (message) => {
      buried.push(message);
      return ok(`${message.id}.json`);
    },
    queue: 'mail-outbound',
    known: { tenantId: 'contoso.onmicrosoft.com' },
    now: () => new Date('2026-11-25T12:00:00Z'),
    ...changes,
  };
  const thrown = await act(parts, of, body, receipt, (line) => lines.push(line)).then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.equal(lines.length, 1, 'one line an attempt');
  return { buried, thrown, line: JSON.parse(lines[0] ?? '') };
}

test('an accepted message is done', async () => {
  const { buried, thrown, line } = await acted(
    delivery({ kind: 'accepted', reply: '250 2.0.0 OK', refused: [] }),
  );
  assert.equal(thrown, undefined);
  assert.equal(buried.length, 0);
  assert.equal(line.action, 'done');
});

test('a message that can never be sent is buried with its explanation', async () => {
  const problems = [{ path: 'to', says: 'must be an address' }];
  const { buried, thrown, line } = await acted(delivery({ kind: 'failed', faults: [invalid] }, { problems }));
  assert.equal(thrown, undefined);
  assert.deepEqual([line.action, line.buriedAs], ['bury', 'invoice-4711.json']);
  const [message] = buried;
  assert.equal(buried.length, 1);
  const { explanations, ...rest } = message ?? assert.fail();
  assert.deepEqual(rest, {
    id: 'invoice-4711',
    buriedAt: '2026-11-25T12:00:00.000Z',
    queue: 'mail-outbound',
    payload: body,
    problems,
    history: [
      {
        attempt: 3,
        at: '2026-11-25T12:00:00.000Z',
        outcome: 'failed',
        faults: [invalid],
        stages: { connect: 12.5 },
      },
    ],
  });
  assert.deepEqual(
    explanations.map(({ id, said }) => [id, said]),
    [['message-invalid', 'to must be an address']],
  );
});

test('what can be mended elsewhere comes again, and the error says why without an address', async () => {
  const { buried, thrown, line } = await acted(delivery({ kind: 'failed', faults: [sendAs] }));
  assert.ok(thrown instanceof TryAgain);
  assert.match(
    thrown.message,
    /^Message invoice-4711 was not sent: [\w-]+ at submit \(see docs\/errors\.md#/,
  );
  assert.doesNotMatch(thrown.message, /contoso/);
  assert.equal(line.action, 'again');
  assert.equal(buried.length, 0);
});

test('an uncertain message comes again', async () => {
  const { thrown, line } = await acted(
    delivery({ kind: 'uncertain', fault: { at: 'submit', code: 'ECONNECTION', said: 'Connection closed' } }),
  );
  assert.ok(thrown instanceof TryAgain);
  assert.deepEqual([line.outcome, line.action], ['uncertain', 'again']);
});

test('a message that could not be buried stays in the queue', async () => {
  const { thrown, line } = await acted(delivery({ kind: 'failed', faults: [invalid] }), {
    bury: async () => failed({ at: 'setup', code: 'AuthorizationFailure', said: 'HTTP 403' }),
  });
  assert.ok(thrown instanceof TryAgain);
  assert.match(thrown.message, /could not be buried \(AuthorizationFailure\)/);
  assert.equal(line.action, 'again');
  assert.equal(line.buriedAs, undefined);
});

test('an explanation names the From address that nobody may use', async () => {
  const message = parseMessage({ ...body, from: 'ceo@contoso.com' }, { id: 'invoice-4711' });
  assert.ok(message.ok);
  const { buried } = await acted({
    id: 'invoice-4711',
    outcome: { kind: 'failed', faults: [{ at: 'message', code: 'sender-unknown', said: 'unknown' }] },
    problems: [],
    message: message.value,
    stages: {},
  });
  assert.match(JSON.stringify(buried[0]?.explanations), /ceo@contoso\.com/);
});

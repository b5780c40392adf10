import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../shared/failures/fault.ts';
import { failed, ok } from '../../../shared/failures/result.ts';
import type { Bury } from '../../../shared/mail/buried.ts';
import { buryPoison, type PoisonParts } from '../../../shared/mail/poison.ts';

const receipt = { id: 'queue-id', attempt: 1, insertedAt: new Date('2026-11-25T11:59:00Z') };
const body = { id: 'invoice-4711', to: 'ada@fabrikam.com', subject: 'Hello', text: 'Hello Ada' };
const down: Fault = { at: 'setup', code: 'ServerBusy', said: 'HTTP 503' };

/** Buries a body; what was buried, put back and logged is handed back. */
async function buried(of: unknown, changes: Partial<PoisonParts> = {}) {
  const messages: Parameters<Bury>[0][] = [];
  const back: unknown[] = [];
  const lines: string[] = [];
  const parts: PoisonParts = {
    bury: async (message) => {
      messages.push(message);
      return ok(`${message.id}.json`);
    },
    putBack: async (copy) => {
      back.push(copy);
      return ok(undefined);
    },
    queue: 'mail-outbound',
    known: {},
    now: () => new Date('2026-11-25T12:00:00Z'),
    ...changes,
  };
  await buryPoison(parts, of, receipt, (line) => lines.push(line));
  assert.equal(lines.length, 1);
  assert.doesNotMatch(lines[0] ?? '', /ada|Hello/);
  return { message: messages[0], back, line: JSON.parse(lines[0] ?? '') };
}

test('what the host gave up on is buried under its own id', async () => {
  const { message, back, line } = await buried(body);
  assert.ok(message);
  const { explanations, ...rest } = message;
  assert.deepEqual(rest, {
    id: 'invoice-4711',
    buriedAt: '2026-11-25T12:00:00.000Z',
    queue: 'mail-outbound',
    payload: body,
    problems: [],
    history: [],
  });
  assert.deepEqual(
    explanations.map(({ id }) => id),
    ['tries-used-up'],
  );
  assert.deepEqual(back, []);
  assert.deepEqual(line, {
    event: 'mail.buried',
    id: 'invoice-4711',
    failure: 'tries-used-up',
    buriedAs: 'invoice-4711.json',
  });
});

const broken: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['not JSON', 'Hello, Ada', ['']],
  ['empty', null, ['']],
  ['invalid', { to: body.to, subject: 4711 }, ['subject', '']],
];

for (const [name, payload, paths] of broken) {
  test(`a body that is ${name} is buried as it is, with its problems, under the id of the queue`, async () => {
    const { message } = await buried(payload);
    assert.equal(message?.id, 'queue-id');
    assert.equal(message?.payload, payload);
    assert.deepEqual(message?.problems.map(({ path }) => path).sort(), [...paths].sort());
  });
}

test('what could not be buried is put back as it came', async () => {
  const { back, line } = await buried(body, { bury: async () => failed(down) });
  assert.equal(back.length, 1);
  assert.equal(back[0], body);
  assert.deepEqual([line.event, line.code], ['mail.burial-failed', 'ServerBusy']);
});

test('it throws only where the message could be kept nowhere else', async () => {
  await assert.rejects(
    buried(body, { bury: async () => failed(down), putBack: async () => failed(down) }),
    /Message invoice-4711 could neither be buried \(ServerBusy\) nor put back \(ServerBusy\)/,
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change, Partition } from '../../../shared/azure/partition.ts';
import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import {
  type MailboxState,
  newMailbox,
  stateFromValues,
  stateToValues,
} from '../../../shared/mailbox/mailbox-state.ts';
import { releaseStep, renewStep } from '../../../shared/mailbox/steps.ts';
import { createWriter, LEASE_MS, type Step } from '../../../shared/mailbox/writer.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { createClock, createIds, hold, parsed, start } from './given.ts';

const fault = { at: 'storage', said: 'ServerBusy' } as const;
const unavailable = { ok: false, error: { kind: 'unavailable', fault } } as const;

/** A writer that owns a mailbox; `over` stands before its storage. */
async function given(over: (storage: Partition) => Partial<Partition> = () => ({})) {
  const storage = createMemoryTable().open('mailbox');
  const clock = createClock();
  const state: MailboxState = {
    ...newMailbox('billing@contoso.com'),
    owner: 'turn-1',
    leaseUntil: start + LEASE_MS,
    hour: '2026-11-25T12',
  };
  const [etag] = await commit(storage, { kind: 'create', rowKey: MAILBOX_ROW, values: stateToValues(state) });
  const commits: (readonly Change[])[] = [];
  const answers = { ...storage, ...over(storage) };
  const partition: Partition = {
    ...answers,
    commit: (changes) => {
      commits.push(changes);
      return answers.commit(changes);
    },
  };
  const writer = createWriter(
    partition,
    { state, etag: etag as string },
    { now: clock.now, sleep: clock.sleep, newId: createIds() },
  );
  return { storage, clock, commits, writer };
}

async function commit(storage: Partition, ...changes: Change[]): Promise<readonly string[]> {
  const written = await storage.commit(changes);
  assert.ok(written.ok);
  return written.value;
}

async function valuesOf(storage: Partition, rowKey: string) {
  const row = await storage.read(rowKey);
  assert.ok(row.ok);
  return row.value?.values;
}

async function storedState(storage: Partition): Promise<MailboxState> {
  const values = await valuesOf(storage, MAILBOX_ROW);
  assert.ok(values);
  return stateFromValues(values);
}

/** What a person or another process does to the mailbox's row. */
async function changeFromOutside(storage: Partition, change: Partial<MailboxState>): Promise<void> {
  const values = stateToValues({ ...(await storedState(storage)), nonce: 'theirs', ...change });
  await commit(storage, { kind: 'merge', rowKey: MAILBOX_ROW, values });
}

/** Puts a message into flight, with rows of its own. */
const flies =
  (id: string, ...rowKeys: string[]): Step =>
  (state) => ({
    state: { ...state, inFlight: [...state.inFlight, id] },
    changes: rowKeys.map((rowKey) => ({ kind: 'create', rowKey, values: {} })),
  });

test('steps that wait together go in one transaction, in their order', async () => {
  const { storage, writer, commits } = await given();
  const written = await Promise.all(['a', 'b', 'c'].map((id) => writer.write(flies(id, id))));
  assert.deepEqual(written, ['written', 'written', 'written']);
  assert.deepEqual(
    commits.map((changes) => changes.map(({ rowKey }) => rowKey)),
    [[MAILBOX_ROW, 'a', 'b', 'c']],
  );
  assert.deepEqual((await storedState(storage)).inFlight, ['a', 'b', 'c']);
  assert.deepEqual(writer.state, await storedState(storage));
});

test('each step pushes the lease; one that gives the turn back ends it', async () => {
  const { storage, writer, clock } = await given();
  clock.move(20_000);
  assert.equal(await writer.write(renewStep), 'written');
  assert.equal((await storedState(storage)).leaseUntil, start + 20_000 + LEASE_MS);
  assert.equal(await writer.write(releaseStep(start + 90_000)), 'written');
  const { owner, leaseUntil, nextTurn } = await storedState(storage);
  assert.deepEqual({ owner, leaseUntil, nextTurn }, { owner: '', leaseUntil: 0, nextTurn: start + 90_000 });
  assert.equal(writer.isOver, true);
  assert.equal(await writer.write(renewStep), 'lost');
});

test('each transaction has a nonce of its own', async () => {
  const { storage, writer } = await given();
  await writer.write(renewStep);
  assert.equal((await storedState(storage)).nonce, 'id-1');
  await writer.write(renewStep);
  assert.equal((await storedState(storage)).nonce, 'id-2');
});

test('a step with nothing to do any more writes nothing', async () => {
  const { writer, commits } = await given();
  assert.equal(await writer.write(() => undefined), 'refused');
  assert.equal(commits.length, 0);
});

test('a row that is not as a step needs it refuses that step alone', async () => {
  const { storage, writer } = await given();
  await commit(storage, { kind: 'create', rowKey: 'b', values: {} });
  const written = await Promise.all(['a', 'b', 'c'].map((id) => writer.write(flies(id, id))));
  assert.deepEqual(written, ['written', 'refused', 'written']);
  assert.deepEqual((await storedState(storage)).inFlight, ['a', 'c']);
  assert.ok(await valuesOf(storage, 'c'));
});

test('steps that concern the same row go one after the other', async () => {
  const { storage, writer, commits } = await given();
  const merges: Step = (state) => ({
    state: { ...state, nextTurn: start },
    changes: [{ kind: 'merge', rowKey: 'a', values: { seen: true } }],
  });
  const written = await Promise.all([writer.write(flies('a', 'a')), writer.write(merges)]);
  assert.deepEqual(written, ['written', 'written']);
  assert.equal(commits.length, 2);
  assert.deepEqual(await valuesOf(storage, 'a'), { seen: true });
  const { inFlight, nextTurn } = await storedState(storage);
  assert.deepEqual({ inFlight, nextTurn }, { inFlight: ['a'], nextTurn: start });
});

test('steps that are more than a transaction takes go one after the other', async () => {
  const { storage, writer, commits } = await given();
  const sixty = (id: string) => Array.from({ length: 60 }, (_, index) => `${id}${index}`);
  const written = await Promise.all(['a', 'b'].map((id) => writer.write(flies(id, ...sixty(id)))));
  assert.deepEqual(written, ['written', 'written']);
  assert.deepEqual(
    commits.map(({ length }) => length),
    [61, 61],
  );
  assert.deepEqual((await storedState(storage)).inFlight, ['a', 'b']);
});

const lostAnswers = [
  { name: 'was lost', answer: unavailable },
  {
    name: 'was lost, and the repeated request met its own success',
    answer: { ok: false, error: { kind: 'conflict', index: 0, found: 'changed' } },
  },
] as const;

for (const { name, answer } of lostAnswers) {
  test(`own echo: the answer of a transaction ${name}`, async () => {
    let losses = 1;
    const { storage, writer, commits } = await given((table) => ({
      commit: async (changes) => {
        const written = await table.commit(changes);
        return losses-- > 0 ? answer : written;
      },
    }));
    assert.equal(await writer.write(flies('a', 'a')), 'written');
    assert.equal(commits.length, 1);
    assert.equal(await writer.write(flies('b', 'b')), 'written');
    assert.deepEqual((await storedState(storage)).inFlight, ['a', 'b']);
    assert.equal(commits.length, 2);
  });
}

test('a person came between: the step is asked again on what is there now', async () => {
  const { storage, writer } = await given();
  await changeFromOutside(storage, { hold: hold() });
  const seen: unknown[] = [];
  const written = await writer.write((state) => {
    seen.push(state.hold);
    return { state: { ...state, inFlight: ['a'] }, changes: [] };
  });
  assert.equal(written, 'written');
  assert.deepEqual(seen, [undefined, hold()]);
  const stored = await storedState(storage);
  assert.deepEqual([stored.hold, stored.inFlight, stored.owner], [hold(), ['a'], 'turn-1']);
  assert.deepEqual(writer.state, stored);
});

test('ownership lost: no step is done any more, those that wait neither', async () => {
  const { storage, writer, commits } = await given();
  await changeFromOutside(storage, { owner: 'turn-2' });
  assert.equal(writer.isOver, false);
  const written = await Promise.all([writer.write(flies('a', 'x')), writer.write(flies('b', 'x'))]);
  assert.deepEqual(written, ['lost', 'lost']);
  assert.equal(writer.isOver, true);
  assert.equal(await writer.write(renewStep), 'lost');
  assert.equal(commits.length, 1);
  assert.equal(await valuesOf(storage, 'x'), undefined);
  assert.deepEqual((await storedState(storage)).inFlight, []);
});

test('storage away until the lease is over', async () => {
  const { writer, clock } = await given(() => ({
    commit: async () => unavailable,
    read: async () => ({ ok: false, error: fault }),
  }));
  assert.equal(await writer.write(renewStep), 'unavailable');
  assert.equal(writer.isOver, true);
  assert.ok(clock.now() >= start + LEASE_MS && clock.now() < start + LEASE_MS + 5_000);
  assert.deepEqual(clock.slept.slice(0, 7), [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  assert.equal(await writer.write(renewStep), 'unavailable');
});

test('storage away for a moment', async () => {
  let silences = 4;
  const { storage, writer, clock } = await given((table) => ({
    commit: async (changes) => (silences > 0 ? unavailable : table.commit(changes)),
    read: async (rowKey) => (silences-- > 0 ? { ok: false, error: fault } : table.read(rowKey)),
  }));
  assert.equal(await writer.write(flies('a', 'a')), 'written');
  assert.deepEqual(clock.slept, [250, 500, 1_000, 2_000, 250]);
  assert.deepEqual((await storedState(storage)).inFlight, ['a']);
});

test('storage that is read and not written: no hot loop, and an end with the lease', async () => {
  const { writer, clock } = await given(() => ({ commit: async () => unavailable }));
  assert.equal(await writer.write(flies('a', 'a')), 'unavailable');
  assert.equal(writer.isOver, true);
  assert.ok(clock.slept.length <= 60_000 / 250 + 1);
});

test('an amendment goes out with the next step, also one that comes while a step is being written', async () => {
  let onCommit = () => {};
  const { storage, writer } = await given((table) => ({
    commit: async (changes) => {
      const written = await table.commit(changes);
      onCommit();
      return written;
    },
  }));
  const stamp = (at: number) =>
    writer.amend((state) => ({ ...state, admissions: [...state.admissions, at] }));
  stamp(1);
  onCommit = () => {
    onCommit = () => {};
    stamp(2);
  };
  await writer.write(flies('a'));
  assert.deepEqual((await storedState(storage)).admissions, [1]);
  assert.deepEqual(writer.state.admissions, [1, 2]);
  await writer.write(flies('b'));
  const { admissions, inFlight } = await storedState(storage);
  assert.deepEqual({ admissions, inFlight }, { admissions: [1, 2], inFlight: ['a', 'b'] });
});

test('an amendment survives a row that refuses its step', async () => {
  const { storage, writer } = await given();
  await commit(storage, { kind: 'create', rowKey: 'a', values: {} });
  writer.amend((state) => ({ ...state, admissions: [1] }));
  assert.equal(await writer.write(flies('a', 'a')), 'refused');
  assert.equal(await writer.write(flies('b')), 'written');
  assert.deepEqual((await storedState(storage)).admissions, [1]);
});

test('an amendment survives a person who came between', async () => {
  const { storage, writer } = await given();
  await changeFromOutside(storage, { hold: hold() });
  writer.amend((state) => ({ ...state, admissions: [1] }));
  assert.equal(await writer.write(flies('a')), 'written');
  assert.deepEqual((await storedState(storage)).admissions, [1]);
});

test('an amendment that comes while a step is written survives the loss of its answer', async () => {
  let amend = () => {};
  const { storage, writer } = await given((table) => ({
    commit: async (changes) => {
      const written = await table.commit(changes);
      if (changes.length > 1) return written;
      amend();
      return unavailable;
    },
  }));
  amend = () => writer.amend((state) => ({ ...state, admissions: [...state.admissions, 1] }));
  assert.equal(await writer.write(renewStep), 'written');
  assert.equal(await writer.write(flies('a', 'a')), 'written');
  assert.deepEqual((await storedState(storage)).admissions, [1]);
});

test('the counters of a past hour get their row once', async () => {
  const { storage, writer, clock } = await given();
  const count: Step = (state) => ({
    state: { ...state, counts: { accepted: (state.counts.accepted ?? 0) + 1 } },
    changes: [],
  });
  await writer.write(count);
  clock.move(3_600_000);
  assert.equal(await writer.write(renewStep), 'written');
  assert.equal(await writer.write(count), 'written');
  assert.deepEqual(parsed((await valuesOf(storage, 'h!2026-11-25T12'))?.counts), { accepted: 1 });
  const { hour, counts } = await storedState(storage);
  assert.deepEqual({ hour, counts }, { hour: '2026-11-25T13', counts: { accepted: 1 } });
});

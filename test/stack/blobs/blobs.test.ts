import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { type Blobs, BrokenContent, openBlobs } from '../../../shared/azure/blobs.ts';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import type { Result } from '../../../shared/failures/result.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

let azurite: Azurite;
before(async () => {
  azurite = await startAzurite();
});
after(() => azurite.stop());

const open = (name: string, change = (text: string) => text) =>
  openBlobs(
    BlobServiceClient.fromConnectionString(change(azurite.connectionString), {
      retryOptions: { maxTries: 1 },
    }).getContainerClient(name),
  );

const value = <Value>(result: Result<Value, unknown>): Value => {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

const NAME = 'c9a1f2d3e4b5/invoice-4711~a1b2c3d4/Rechnung für Ada (1).pdf';
let made = 0;

// The one in memory, on which unit tests stand, does the same.
const containers: Record<string, () => Blobs> = {
  'the container of the service': () => open(`container-${++made}`),
  'the container in memory': () => memoryBlobs(),
};

for (const [which, make] of Object.entries(containers)) {
  test(`${which}: is made by the first write, and gives back what was written`, async () => {
    const blobs = make();
    value(await blobs.remove(NAME));
    assert.deepEqual(value(await blobs.namesBefore(Date.now())), []);
    value(
      await blobs.write(NAME, [Buffer.from('head'), new Uint8Array([0, 255]), Buffer.alloc(300_000, 'x')]),
    );
    const facts = value(await blobs.look(NAME));
    assert.equal(facts?.bytes, 300_006);
    assert.equal(String(value(await blobs.read(NAME, { at: 0, bytes: 4 }))), 'head');
    assert.equal(value(await blobs.read(NAME, { at: 0, bytes: 0 }))?.length, 0);
    const range = { at: 4, bytes: 300_002, ...(facts && { etag: facts.etag }) };
    const streamed = await buffer(blobs.stream(NAME, range));
    assert.ok(streamed.equals(Buffer.concat([Buffer.from([0, 255]), Buffer.alloc(300_000, 'x')])));
    assert.equal((await buffer(blobs.stream(NAME, { at: 0, bytes: 0 }))).length, 0);
  });

  test(`${which}: a blob that is not there is undefined, and one that is another breaks off`, async () => {
    const blobs = make();
    value(await blobs.write(NAME, [Buffer.from('one')]));
    const { etag } = value(await blobs.look(NAME)) ?? assert.fail();
    value(await blobs.write(NAME, [Buffer.from('two')]));
    assert.notEqual(value(await blobs.look(NAME))?.etag, etag);
    await assert.rejects(buffer(blobs.stream(NAME, { at: 0, bytes: 3, etag })), (error) => {
      assert.ok(error instanceof BrokenContent);
      return error.fault.code === 'ConditionNotMet';
    });
    value(await blobs.remove(NAME));
    value(await blobs.remove(NAME));
    assert.equal(value(await blobs.look(NAME)), undefined);
    assert.equal(value(await blobs.read(NAME, { at: 0, bytes: 3 })), undefined);
    await assert.rejects(buffer(blobs.stream(NAME, { at: 0, bytes: 3 })), BrokenContent);
  });

  test(`${which}: tells which blobs are old`, async () => {
    const blobs = make();
    for (const name of ['b/x', 'a/y']) value(await blobs.write(name, [Buffer.from('x')]));
    // The service's times have whole seconds.
    assert.deepEqual(value(await blobs.namesBefore(Date.now() + 2_000)), ['a/y', 'b/x']);
    assert.deepEqual(value(await blobs.namesBefore(Date.now() - 60_000)), []);
  });
}

type Call = (blobs: Blobs) => Promise<Result<unknown, Fault>>;

/** What a call fails with, and the row that explains it. */
async function failure(call: Call, blobs: Blobs) {
  const result = await call(blobs);
  assert.ok(!result.ok);
  return { code: result.error.code, row: explain(result.error).id };
}

const calls: Record<string, Call> = {
  look: (blobs) => blobs.look('x'),
  write: (blobs) => blobs.write('x', [Buffer.from('x')]),
  read: (blobs) => blobs.read('x', { at: 0, bytes: 1 }),
  remove: (blobs) => blobs.remove('x'),
  namesBefore: (blobs) => blobs.namesBefore(0),
};

const withKey = (text: string) => text.replace('Key=Eby8', 'Key=Fby8');
const withPort = (text: string) => text.replace(/(?<=BlobEndpoint=http:\/\/127\.0\.0\.1:)\d+/, '1');

for (const [name, call] of Object.entries(calls)) {
  test(`${name}: who may not, and who is not answered, is told by rows of the catalogue`, async () => {
    assert.deepEqual(await failure(call, open('mail-content', withKey)), {
      code: 'AuthorizationFailure',
      row: 'storage-firewall',
    });
    assert.equal((await failure(call, open('mail-content', withPort))).row, 'storage-unreachable');
  });
}

test('a container that is not there is no missing blob: the set-up is wrong', async () => {
  for (const name of ['look', 'read']) {
    const fault = await failure(calls[name] ?? assert.fail(), open('not-made'));
    assert.deepEqual(fault, { code: 'ContainerNotFound', row: 'storage-not-found' });
  }
});

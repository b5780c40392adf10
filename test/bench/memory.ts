import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BlobServiceClient } from '@azure/storage-blob';
import type { RunningHost } from '../../local/host/start-host.ts';
import { openBlobs } from '../../shared/azure/blobs.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { type Desk, withDesk } from './desk.ts';
import { forgetPeak, memoryOf } from './rig/peak-memory.ts';

const CONTAINER = 'mail-attachments';
const FILE = randomBytes(25_000_000);
const MB = 1_000_000;
/** What one file may cost that streams. */
const MOST_MB = 40;
const WARM_UPS = 5;
/** Long enough for another process to start and to warm up. */
const LATER_MS = 15_000;

/** What is measured, each in a process of its own. */
interface Case {
  name: string;
  what: string;
  atMost?: number;
  /** How many messages have been sent when it is over. */
  sends: number;
  begin(desk: Desk, host: RunningHost): Promise<unknown>;
}

const cases: readonly Case[] = [
  {
    name: 'oneMB',
    what: 'a file in a container, sent',
    atMost: MOST_MB,
    sends: 1,
    begin: (desk) => enqueueNamed(desk, ['one']),
  },
  {
    name: 'threeMB',
    what: 'three of them at once',
    atMost: 3 * MOST_MB,
    sends: 3,
    begin: (desk) => enqueueNamed(desk, ['first', 'second', 'third']),
  },
  {
    name: 'takenInMB',
    what: 'a message with the file in its JSON, taken in',
    sends: 0,
    begin: (_, host) => post(host),
  },
  {
    name: 'laterMB',
    what: 'the same message, sent by another process',
    atMost: MOST_MB,
    sends: 1,
    begin: async () => {},
  },
];

/** How much more memory the app's process has at its peak, while it sends files of 25 MB, than before. */
export const memory: Benchmark = {
  says: 'the memory that attachments of 25 MB cost (Linux)',
  run: (progress) =>
    withDesk(async (desk) => {
      await putFiles(desk);
      const figures: Figure[] = [];
      let sent = 0;
      for (const { name, what, atMost, sends, begin } of cases) {
        progress(what);
        const host = await desk.startApp({
          MAIL_PACE: 'exchange-online',
          MAIL_ATTACHMENTS_CONTAINER: CONTAINER,
        });
        try {
          await warmUp(desk, name);
          await desk.accepted(sent + WARM_UPS, host);
          sent += WARM_UPS + sends;
          const value = await growth(host, async () => {
            await begin(desk, host);
            await desk.accepted(sent, host);
          });
          figures.push({ name, what, value, unit: 'MB', ...(atMost !== undefined && { atMost }) });
        } finally {
          await host.stop();
        }
      }
      return figures;
    }),
};

async function putFiles({ stack }: Desk): Promise<void> {
  const blobs = BlobServiceClient.fromConnectionString(stack.azurite.connectionString);
  const files = openBlobs(blobs.getContainerClient(CONTAINER));
  for (const [name, bytes] of Object.entries({ 'file.bin': FILE, 'small.bin': FILE.subarray(0, MB) })) {
    const written = await files.write(name, [bytes]);
    if (!written.ok) throw new Error(written.error.said);
  }
}

const message = (id: string, more: object) => ({
  id,
  from: 'billing@contoso.example',
  to: 'ada@fabrikam.example',
  subject: id,
  ...more,
});

async function enqueueNamed({ stack }: Desk, ids: readonly string[], blob = 'file.bin'): Promise<void> {
  for (const id of ids)
    await stack.queue.sendMessage(JSON.stringify(message(id, { attachments: [{ blob }] })));
}

/** Small messages, so that what is measured is not the first of its kind. */
const warmUp = (desk: Desk, name: string) =>
  enqueueNamed(
    desk,
    Array.from({ length: WARM_UPS }, (_, index) => `warm-${name}-${index}`),
    'small.bin',
  );

/** Puts the file into a message's JSON, for a time when this process is gone. */
async function post(host: RunningHost): Promise<void> {
  const body = message('posted', {
    sendAt: new Date(Date.now() + LATER_MS).toISOString(),
    attachments: [{ filename: 'file.bin', content: FILE.toString('base64') }],
  });
  const answer = await fetch(`${host.url}/api/messages`, {
    method: 'POST',
    headers: { 'x-functions-key': host.key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
}

/** In MB: the peak while it works, over what the process had before. */
async function growth({ pid }: RunningHost, work: () => Promise<void>): Promise<number> {
  // The warm-up's own garbage goes, or stays for good.
  await sleep(2_000);
  await forgetPeak(pid);
  const before = await memoryOf(pid);
  await work();
  const after = await memoryOf(pid);
  return Math.round(((after.peak - before.now) / MB) * 10) / 10;
}

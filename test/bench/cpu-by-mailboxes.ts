import { median, type Progress } from './benchmark.ts';
import type { LoadReport } from './load-benchmark.ts';
import { type Sent, sendWhenStarted } from './rig/send-through-app.ts';

/** The runs of each number of mailboxes. */
export type ByMailboxes = ReadonlyMap<number, readonly Sent[]>;

/** Sends the same number of messages spread over ever more mailboxes, without latency. */
export async function measureByMailboxes(
  { mailboxes, messages, rounds }: { mailboxes: readonly number[]; messages: number; rounds: number },
  progress: Progress,
): Promise<ByMailboxes> {
  const runs = new Map<number, readonly Sent[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const count of mailboxes) {
      progress(`without latency: ${messages} messages of ${count} mailboxes, round ${round} of ${rounds}`);
      const run = await sendWhenStarted({ mailboxes: count }, messages / count);
      runs.set(count, [...(runs.get(count) ?? []), run]);
    }
  }
  return runs;
}

/** Where there are many mailboxes each message has a turn and a connection of its own, and that is all it may cost more. */
export function cpuBounds(byMailboxes: ByMailboxes): LoadReport['bounds'] {
  const cpuMs = (mailboxes: number) => median((byMailboxes.get(mailboxes) ?? []).map((sent) => sent.cpuMs));
  return [
    { what: 'CPU a message, 1,000 mailboxes beside 1', value: cpuMs(1_000) / cpuMs(1), atMost: 2 },
    { what: 'CPU a message, 1,000 mailboxes beside 100', value: cpuMs(1_000) / cpuMs(100), atMost: 1.1 },
  ];
}

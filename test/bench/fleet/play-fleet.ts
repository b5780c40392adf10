import { mailboxKey } from '../../../shared/mail/mailbox-key.ts';
import { createMemoryTable } from '../../support/memory-partition.ts';
import { createRandom } from '../../support/model/random.ts';
import { createVirtualTime } from '../../support/model/virtual-time.ts';
import type { Progress } from '../benchmark.ts';
import { createBooks } from './books.ts';
import { createExchange } from './exchange.ts';
import { startGroup } from './group.ts';
import type { Plan } from './plan.ts';
import { startProducing } from './producing.ts';
import { createStorageQueue } from './queue.ts';
import { createServiceLimits } from './service-limits.ts';
import { startSweeping } from './sweeping.ts';
import type { FleetWorld } from './world.ts';

/** What a run of the model left behind. Times in milliseconds since 1970. */
export interface Played {
  world: FleetWorld;
  queued: number;
  /** When the messages came that the server has not taken, by id. */
  notTaken: ReadonlyMap<string, number>;
  /** How long the others waited for that, by mailbox, in milliseconds. */
  waits: ReadonlyMap<string, readonly number[]>;
}

/** Plays one run: producers, instances, storage and server, on a clock that nobody waits for. */
export async function playFleet(plan: Plan, progress: Progress): Promise<Played> {
  const random = createRandom(plan.seed);
  const time = createVirtualTime(plan.start);
  const notTaken = new Map<string, number>();
  const waits = new Map<string, number[]>();
  const mailboxes = plan.producers.map((producer, index) => {
    const address = `mailbox-${index}@contoso.example`;
    return { key: mailboxKey(address), address, producer };
  });
  const world: FleetWorld = {
    plan,
    time,
    random,
    table: createMemoryTable(),
    books: createBooks(),
    serviceLimits: createServiceLimits(),
    exchange: createExchange(time, taken),
    mail: createStorageQueue('mail', time),
    turns: createStorageQueue('turns', time),
    mailboxes: new Map(mailboxes.map((one) => [one.key, one])),
  };

  function taken(mailbox: string, id: string): void {
    const waited = time.now - (notTaken.get(id) as number);
    notTaken.delete(id);
    const known = waits.get(mailbox);
    if (known) known.push(waited);
    else waits.set(mailbox, [waited]);
  }

  const producing = startProducing(world, (id) => notTaken.set(id, time.now));
  const groups = plan.instances.apart
    ? [startGroup(world, ['sendMail']), startGroup(world, ['takeTurn'])]
    : [startGroup(world, ['sendMail', 'takeTurn'])];
  for (const afterMs of plan.deployments) {
    time.at(plan.start + afterMs, () => {
      for (const group of groups) group.deploy();
    });
  }
  startSweeping(world);

  let told = 0;
  await time.run(() => {
    const running = groups.reduce((sum, group) => sum + group.instances.size, 0);
    world.books.mostInstances = Math.max(world.books.mostInstances, running);
    const percent = Math.floor((10 * (time.now - plan.start)) / plan.lastsMs) * 10;
    if (percent > told) {
      told = percent;
      progress(`${plan.name}: ${percent} %, ${producing.queued} messages, ${running} instances`);
    }
    const isDone = producing.isOver && notTaken.size === 0 && world.mail.length === 0;
    return time.now >= plan.start + plan.lastsMs || (plan.endsWhenDone === true && isDone);
  });
  return { world, queued: producing.queued, notTaken, waits };
}

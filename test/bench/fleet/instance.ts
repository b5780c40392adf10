import { ok } from '../../../shared/failures/result.ts';
import { createPutBackDelay } from '../../../shared/intake/put-back-delay.ts';
import { openMailboxes } from '../../../shared/mailbox/mailboxes.ts';
import { recordOf } from '../../support/model/incoming.ts';
import { type Process, startProcess } from '../../support/model/process.ts';
import { type Listener, listen } from './listener.ts';
import { partsOf } from './parts.ts';
import { reachQueue } from './reach-queue.ts';
import { reachTable } from './storage.ts';
import type { FleetWorld, Mail, Mailbox, Ring } from './world.ts';

/** The queue functions of the app. */
export type FunctionName = 'sendMail' | 'takeTurn';

/** A process of the function app. */
export interface Instance {
  readonly process: Process;
  /** As the platform shuts one down that it does not need: ten seconds to end. */
  leave(): void;
  /** As `kill -9`. */
  kill(): void;
}

/** `queue-and-host`, 6.2: so long the Functions host waits when it is told to stop. */
const HOST_WAITS_MS = 10_000;

/** Starts a process that runs these functions. `ended` is called once it is gone. */
export function startInstance(
  world: FleetWorld,
  name: string,
  functions: readonly FunctionName[],
  ended: (instance: Instance) => void,
): Instance {
  const { time, random, plan, books } = world;
  const process = startProcess(name, time, random, plan.skewMs);
  const open = reachTable(world, process, books.table.sending);
  const putBackSeconds = createPutBackDelay(process.now);
  const rooms = openMailboxes(partsOf(world, process, open), open);
  let running = 0;
  let activeSince = 0;

  /** Runs a function, and accounts for the time in which the instance had anything to run. */
  async function invoke(work: () => Promise<boolean>): Promise<boolean> {
    books.invocations += 1;
    running += 1;
    if (running === 1) activeSince = time.now;
    const isDone = await work();
    running -= 1;
    if (running === 0) books.activeMs += time.now - activeSince;
    return isDone;
  }

  /** As `takeQueued` does where storage did not take a message in: a copy comes later, and this one is done with. */
  async function putBack(mail: Mail): Promise<boolean> {
    const afterMs = putBackSeconds(true) * 1000;
    const put = () => world.mail.put({ ...mail }, time.now + afterMs);
    return (await reachQueue(world, process, world.mail.name, () => ok(put()))) !== undefined;
  }

  const sendMail = ({ address, id }: Mail) =>
    invoke(async () => {
      const now = process.now();
      const message = { id, comes: now, due: 0, priority: 'normal', from: address, recipients: 1 } as const;
      const record = recordOf(message, now);
      const entered = await rooms.enter(address, { record, content: Uint8Array.of(1) });
      if (entered.ok) await entered.value.served;
      return entered.ok || putBack({ address, id });
    });

  const addressOf = (key: string) => (world.mailboxes.get(key) as Mailbox).address;
  const takeTurn = ({ mailbox, at }: Ring) =>
    invoke(async () => (await rooms.serve(addressOf(mailbox), at)).ok);

  const listeners: Listener[] = functions.map((one) =>
    one === 'sendMail'
      ? listen(world, process, world.mail, sendMail)
      : listen(world, process, world.turns, takeTurn),
  );

  const instance: Instance = {
    process,
    leave() {
      for (const listener of listeners) listener.stop();
      void rooms.stop();
      time.at(time.now + HOST_WAITS_MS, instance.kill);
    },
    kill() {
      if (process.isDead) return;
      process.kill();
      if (running > 0) books.activeMs += time.now - activeSince;
      for (const listener of listeners) listener.abandon();
      world.exchange.drop(process);
      ended(instance);
    },
  };
  return instance;
}

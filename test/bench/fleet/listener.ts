import { createPollingDelay } from '../../../local/host/polling-delay.ts';
import type { Process } from '../../support/model/process.ts';
import type { Received, StorageQueue } from './queue.ts';
import { reachQueue } from './reach-queue.ts';
import type { FleetWorld } from './world.ts';

/** A function's queue trigger in one process, with the rules of the real listener (`local/host/queue-listener.ts`). */
export interface Listener {
  /** Takes nothing new. */
  stop(): void;
  /** The process is gone: what it had in work comes again. */
  abandon(): void;
}

/** `maxPollingInterval` of host.json. */
const LONGEST_IDLE_MS = 2_000;
/** `visibilityTimeout` there. */
const FAILED_HIDDEN_MS = 30_000;

export function listen<Item>(
  world: FleetWorld,
  process: Process,
  queue: StorageQueue<Item>,
  handle: (item: Item) => Promise<boolean>,
): Listener {
  const { batch, parallel } = world.plan.instances;
  const inWork = new Set<Received<Item>>();
  const draw = () => world.random.between(0, 999) / 1000;
  const delay = createPollingDelay(LONGEST_IDLE_MS, draw);
  let isStopped = false;
  let onEnd = () => {};

  /** What a process asked for that died meanwhile is hidden for nothing. */
  function take(): readonly Received<Item>[] {
    const received = queue.receive(batch);
    for (const one of received) {
      if (process.isDead) queue.abandon(one);
      else inWork.add(one);
    }
    return received;
  }

  async function work(received: Received<Item>): Promise<void> {
    const isDone = await handle(received.item);
    await reachQueue(world, process, queue.name, () =>
      isDone ? queue.remove(received) : queue.release(received, world.time.now + FAILED_HIDDEN_MS),
    );
    inWork.delete(received);
    onEnd();
  }

  async function poll(): Promise<void> {
    let found = false;
    while (!isStopped) {
      const received = (await reachQueue(world, process, queue.name, take)) ?? [];
      for (const one of received) void work(one);
      if (received.length === 0) await process.sleep(Math.round(delay(found)));
      found = received.length > 0;
      while (inWork.size > parallel - batch) {
        await new Promise<void>((resolve) => {
          onEnd = resolve;
        });
      }
    }
  }

  void poll();
  return {
    stop() {
      isStopped = true;
    },
    abandon() {
      for (const received of inWork) queue.abandon(received);
    },
  };
}

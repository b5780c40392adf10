import type { Process } from './process.ts';
import type { World } from './world.ts';

/** A storage queue with a function on it: each item comes until a handler has ended well, now and then twice. */
export interface AtLeastOnce<Item> {
  /** Puts an item in, to come at this time or up to 2 s later. */
  put(item: Item, at: number): void;
  /** Items that have not been handled. */
  readonly left: number;
}

const HIDDEN_MS = 30_000;

/** `handle` resolves to whether it ended well. */
export function createQueue<Item>(
  world: World,
  handle: (process: Process, item: Item) => Promise<boolean>,
): AtLeastOnce<Item> {
  const { time, random } = world;
  let left = 0;

  function deliver(copy: { item: Item; isGone: boolean }): void {
    if (copy.isGone) return;
    const process = world.someProcess();
    if (!process) {
      time.at(time.now + 1_000, () => deliver(copy));
      return;
    }
    let hasFailed = false;
    void handle(process, copy.item).then((isDone) => {
      hasFailed = !isDone;
      if (copy.isGone || hasFailed) return;
      copy.isGone = true;
      left -= 1;
    });
    // It stays hidden as long as whoever works on it says so.
    time.at(time.now + HIDDEN_MS, function look() {
      if (copy.isGone) return;
      if (hasFailed || process.isDead || time.now < process.stalledUntil) deliver(copy);
      else time.at(time.now + HIDDEN_MS, look);
    });
  }

  return {
    get left() {
      return left;
    },
    put(item, at) {
      const copies = world.strikes('repeated deliveries', 0.3) ? 2 : 1;
      for (let count = 0; count < copies; count += 1) {
        left += 1;
        const copy = { item, isGone: false };
        const comes = Math.max(at, time.now) + random.between(0, 2_000);
        time.at(count > 0 && random.chance(0.5) ? comes + random.between(0, 60_000) : comes, () =>
          deliver(copy),
        );
      }
    },
  };
}

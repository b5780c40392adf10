import type { VirtualTime } from '../../support/model/virtual-time.ts';

/** A message that somebody received, and that only he sees until he is gone. */
export interface Received<Item> {
  item: Item;
  receivedAt: number;
}

/** A storage queue as the trigger's listener uses it. What a request to it costs is the caller's to account for. */
export interface StorageQueue<Item> {
  readonly name: string;
  /** Puts an item in, to be seen at this time. */
  put(item: Item, visibleAt: number): void;
  receive(most: number): readonly Received<Item>[];
  remove(received: Received<Item>): void;
  /** It is seen again at this time. */
  release(received: Received<Item>, visibleAt: number): void;
  /** Whoever received it is gone: it is seen again when nobody renews its invisibility any more. */
  abandon(received: Received<Item>): void;
  /** What lies in it, seen or not. */
  readonly length: number;
  readonly hasVisible: boolean;
  items(): IterableIterator<Item>;
}

/** `queue-and-host`, 6.2: invisible for ten minutes, which the listener renews every five. */
const INVISIBLE_MS = 10 * 60_000;
const RENEWED_MS = 5 * 60_000;

export function createStorageQueue<Item>(name: string, time: VirtualTime): StorageQueue<Item> {
  const all = new Set<Item>();
  const visible: Item[] = [];

  function show(item: Item, at: number): void {
    if (at <= time.now) visible.push(item);
    else time.at(at, () => all.has(item) && visible.push(item));
  }

  return {
    name,
    put(item, visibleAt) {
      all.add(item);
      show(item, visibleAt);
    },
    receive: (most) => visible.splice(0, most).map((item) => ({ item, receivedAt: time.now })),
    remove: ({ item }) => void all.delete(item),
    release: ({ item }, visibleAt) => show(item, visibleAt),
    abandon({ item, receivedAt }) {
      const renewals = Math.floor((time.now - receivedAt) / RENEWED_MS);
      show(item, receivedAt + renewals * RENEWED_MS + INVISIBLE_MS);
    },
    get length() {
      return all.size;
    },
    get hasVisible() {
      return visible.length > 0;
    },
    items: () => all.values(),
  };
}

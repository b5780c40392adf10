/** Time that passes only from event to event. Milliseconds since 1970. */
export interface VirtualTime {
  readonly now: number;
  /** Calls `run` at `time`, or now where that is past; what is due together runs in the order in which it was asked for. */
  at(time: number, run: () => void): void;
  /** Runs instant after instant until `isOver` says so or nothing is left. */
  run(isOver: () => boolean): Promise<void>;
}

interface Event {
  time: number;
  /** Counts up: of two events at one time the lower one runs first. */
  order: number;
  run: () => void;
}

export function createVirtualTime(start: number): VirtualTime {
  let now = start;
  let asked = 0;
  /** A binary heap, the next one first. */
  const events: Event[] = [];
  return {
    get now() {
      return now;
    },
    at(time, run) {
      push(events, { time: Math.max(time, now), order: ++asked, run });
    },
    async run(isOver) {
      while (events[0] && !isOver()) {
        now = events[0].time;
        while (events[0]?.time === now) pop(events).run();
        await settled();
      }
    },
  };
}

const isBefore = (one: Event, other: Event): boolean =>
  one.time < other.time || (one.time === other.time && one.order < other.order);

function push(heap: Event[], event: Event): void {
  let at = heap.length;
  for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
    const above = heap[parent] as Event;
    if (!isBefore(event, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = event;
}

/** Takes the first one out of a heap that has one. */
function pop(heap: Event[]): Event {
  const first = heap[0] as Event;
  const last = heap.pop() as Event;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= heap.length) break;
    const below = right < heap.length && isBefore(heap[right] as Event, heap[left] as Event) ? right : left;
    if (!isBefore(heap[below] as Event, last)) break;
    heap[at] = heap[below] as Event;
    at = below;
  }
  heap[at] = last;
  return first;
}

/** When everything that needs no further event has happened: promises, and what the writer puts off by setImmediate. */
const settled = () =>
  new Promise<void>((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });

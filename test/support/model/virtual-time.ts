/** Time that passes only from event to event. Milliseconds since 1970. */
export interface VirtualTime {
  readonly now: number;
  /** Calls `run` at `time`, or now where that is past; what is due together runs in the order in which it was asked for. */
  at(time: number, run: () => void): void;
  /** Runs event after event until `isOver` says so or none is left. */
  run(isOver: () => boolean): Promise<void>;
}

interface Event {
  time: number;
  run: () => void;
}

export function createVirtualTime(start: number): VirtualTime {
  let now = start;
  /** The next one last. */
  const events: Event[] = [];
  return {
    get now() {
      return now;
    },
    at(time, run) {
      const event = { time: Math.max(time, now), run };
      let [low, high] = [0, events.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((events[middle] as Event).time > event.time) low = middle + 1;
        else high = middle;
      }
      events.splice(low, 0, event);
    },
    async run(isOver) {
      for (let event = events.pop(); event && !isOver(); event = events.pop()) {
        now = event.time;
        event.run();
        await settled();
      }
    },
  };
}

/** When everything that needs no further event has happened: promises, and what the writer puts off by setImmediate. */
const settled = () =>
  new Promise<void>((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });

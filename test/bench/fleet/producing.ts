import { arrivals } from './traffic.ts';
import { type FleetWorld, type Mailbox, messageId } from './world.ts';

/** Everybody who puts messages into the mail queue. */
export interface Producing {
  /** How many they put in so far. */
  readonly queued: number;
  /** Nothing more will come. */
  readonly isOver: boolean;
}

/** Lets come for each mailbox what it has to send; `hears` learns of each message. */
export function startProducing(world: FleetWorld, hears: (id: string) => void): Producing {
  const { time, random, books, mail, plan, serviceLimits } = world;
  let queued = 0;
  let coming = 0;

  function put(address: string, id: string): void {
    const asked = { kind: 'queue', name: mail.name, weight: 1 } as const;
    books.peaks.note(time.now, asked);
    mail.put({ address, id }, serviceLimits(time.now, asked));
    queued += 1;
    hears(id);
  }

  function produce(mailbox: Mailbox, times: Iterator<number>, nth: number): void {
    const next = times.next();
    if (next.done) return;
    coming += 1;
    time.at(next.value, () => {
      coming -= 1;
      put(mailbox.address, messageId(mailbox, nth));
      produce(mailbox, times, nth + 1);
    });
  }

  for (const mailbox of world.mailboxes.values()) {
    produce(mailbox, arrivals(mailbox.producer, random, plan.start, plan.start + plan.lastsMs), 1);
  }
  return {
    get queued() {
      return queued;
    },
    get isOver() {
      return coming === 0;
    },
  };
}

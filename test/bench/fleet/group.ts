import { type FunctionName, type Instance, startInstance } from './instance.ts';
import { MOST_AT_ONCE, toStart, wantedInstances } from './scaling.ts';
import type { FleetWorld } from './world.ts';

/** The instances that run the same functions: the platform scales them together. */
export interface Group {
  readonly instances: ReadonlySet<Instance>;
  /** A deployment: all are killed at once. */
  deploy(): void;
}

/** How often the platform decides, and how long it waits before it takes one away: not published, ours. */
const DECIDES_EVERY_MS = 10_000;
const IDLE_DECISIONS = 30;
/** From the decision until a new instance polls. */
const STARTS_WITHIN_MS = 3_000;

/** Lets the platform start and stop instances by the length of their queues. */
export function startGroup(world: FleetWorld, functions: readonly FunctionName[]): Group {
  const { time, plan, random } = world;
  const instances = new Set<Instance>();
  const queues = functions.map((one) => (one === 'sendMail' ? world.mail : world.turns));
  let starting = 0;
  let started = 0;
  let tooMany = 0;

  function start(): void {
    starting += 1;
    time.at(time.now + STARTS_WITHIN_MS, () => {
      starting -= 1;
      started += 1;
      const name = `${functions.join('+')}${started}`;
      const instance = startInstance(world, name, functions, (one) => instances.delete(one));
      instances.add(instance);
      if (plan.killedEveryMs === undefined) return;
      const livesMs = -Math.log(random.between(1, 1_000_000) / 1_000_000) * plan.killedEveryMs;
      time.at(time.now + Math.ceil(livesMs), () => {
        if (instance.process.isDead) return;
        world.books.kills += 1;
        instance.kill();
      });
    });
  }

  function decide(): void {
    const { least } = plan.instances;
    const running = instances.size + starting;
    const wanted = wantedInstances(queues, plan.instances);
    for (let count = toStart(running, wanted, least); count > 0; count -= 1) start();
    tooMany = wanted < running ? tooMany + 1 : 0;
    const spare = tooMany < IDLE_DECISIONS ? 0 : Math.min(running - wanted, MOST_AT_ONCE);
    for (const instance of [...instances].slice(0, spare)) {
      instances.delete(instance);
      instance.leave();
    }
    time.at(time.now + DECIDES_EVERY_MS, decide);
  }

  for (let count = plan.instances.atFirst; count > 0; count -= 1) start();
  decide();
  return {
    instances,
    deploy() {
      world.books.kills += instances.size;
      for (const instance of [...instances]) instance.kill();
    },
  };
}

import type { Attempt, Attempted } from '../../../shared/mailbox/parts.ts';
import type { Process } from './process.ts';
import { beforeSending, lineBroke, notBegun, notNow, type Reply } from './replies.ts';
import type { Server, Verdict } from './server.ts';
import type { World } from './world.ts';

type Ended = Pick<Attempted, 'outcome' | 'explanations'> & Partial<Attempted>;

const failed = ({ fault, explanation }: Reply): Ended => ({
  outcome: { kind: 'failed', faults: [fault] },
  explanations: [explanation],
});

const uncertain: Ended = {
  outcome: { kind: 'uncertain', fault: lineBroke.fault },
  explanations: [lineBroke.explanation],
};

/** How one process hands messages to the server: a few connections, a login, the message, an answer. */
export function attemptsOf(world: World, process: Process, server: Server): Attempt {
  const { time, random, schedule } = world;
  const inLine: (() => void)[] = [];
  let inUse = 0;

  function connect(run: () => void): void {
    if (inUse >= schedule.limits.connections) {
      inLine.push(() => connect(run));
      return;
    }
    inUse += 1;
    server.connect(process);
    run();
  }

  function disconnect(): void {
    inUse -= 1;
    server.disconnect(process);
    inLine.shift()?.();
  }

  return ({ record, mayStart }) => {
    const toTell = record.left ?? Array.from({ length: record.recipients }, (_, index) => index);
    const envelope = toTell.slice(0, record.batch);

    function logIn(end: (ended: Ended) => void): void {
      world.step(process);
      const refusal = world.strikes('refusals', 0.15) ? random.pick(beforeSending) : undefined;
      const loginMs = random.chance(0.05) ? random.between(1_500, 8_000) : random.between(20, 1_500);
      process.later(loginMs, () => {
        if (refusal) end(failed(refusal));
        else if (mayStart()) submit(end);
        else end({ ...failed(notBegun), notStarted: true });
      });
    }

    function submit(end: (ended: Ended) => void): void {
      world.step(process);
      world.note(process, `sends ${record.id} to ${envelope}`);
      const sending = server.begin(record.id, process);
      const uploadMs = random.chance(0.05) ? random.between(5_000, 150_000) : random.between(100, 2_500);
      process.later(uploadMs, () => {
        world.step(process);
        // From here on the server has it all, whatever becomes of the process.
        time.at(time.now + random.between(10, 1_200), () => {
          const [breaks, arrives] = [world.strikes('lost acknowledgements', 0.25), random.chance(0.6)];
          const verdict = !breaks || arrives ? server.judge(sending, envelope) : undefined;
          world.note(
            process,
            `is answered about ${record.id}: ${verdict?.toAll?.fault.said ?? verdict?.accepted}`,
          );
          process.later(breaks ? random.between(100, 60_000) : random.between(2, 60), () => {
            sending.ended = time.now;
            end(verdict && !breaks ? ending(verdict) : uncertain);
          });
        });
      });
    }

    function ending({ toAll, refused }: Verdict): Ended {
      if (toAll) return failed(toAll);
      const forNow = refused.filter(({ reply }) => reply === notNow).map(({ index }) => index);
      return {
        outcome: {
          kind: 'accepted',
          reply: '250 2.0.0 OK',
          refused: refused.map(({ index, reply }) => ({
            address: addressOf(index),
            fault: reply.fault,
          })),
        },
        explanations: refused.map(({ reply }) => reply.explanation),
        left: toTell.filter((index) => forNow.includes(index) || !envelope.includes(index)),
      };
    }

    return new Promise((resolve) => {
      connect(() =>
        logIn((ended) => {
          disconnect();
          resolve({ left: toTell, told: envelope.map(addressOf), stages: {}, ...ended });
        }),
      );
    });
  };
}

/** A recipient's address, by its index in the message. */
export const addressOf = (index: number): string => `${index}@example.com`;

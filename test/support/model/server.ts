import { MAILBOX_ROW } from '../../../shared/mailbox/keys.ts';
import { stateFromValues } from '../../../shared/mailbox/mailbox-state.ts';
import type { Process } from './process.ts';
import { type Reply, recipientReplies, toAll, tooManyRecipients } from './replies.ts';
import { KEY, type World } from './world.ts';

/** One message as the server met it. Times in milliseconds since 1970. */
export interface Sending {
  id: string;
  process: Process;
  began: number;
  /** Its process had the mailbox's turn when it began, as the table says. */
  hadTurn: boolean;
  /** When the process knew how it ended. */
  ended: number;
  /** Indexes of the recipients whom the server took it for. */
  accepted: readonly number[];
  /** Those it refused, for now or for good. */
  refused: readonly number[];
}

/** What the server says to a whole message: one reply to all, or one to each recipient that it refuses. */
export interface Verdict {
  toAll?: Reply;
  accepted: readonly number[];
  refused: readonly { index: number; reply: Reply }[];
}

/** A mail server that knows what really happened. */
export interface Server {
  connect(process: Process): void;
  disconnect(process: Process): void;
  /** A process says MAIL FROM. */
  begin(id: string, process: Process): Sending;
  /** It has the whole message and decides. */
  judge(sending: Sending, envelope: readonly number[]): Verdict;
  readonly sendings: readonly Sending[];
  /** Most connections at once. */
  readonly mostConnections: number;
}

const nobody = { accepted: [], refused: [] };

export function startServer(world: World): Server {
  const { time, random, schedule } = world;
  const sendings: Sending[] = [];
  const connected: Process[] = [];
  let mostConnections = 0;

  function hasTurn({ name }: Process): boolean {
    const row = world.table.rows(KEY).find(({ rowKey }) => rowKey === MAILBOX_ROW);
    return row !== undefined && stateFromValues(row.values).owner.startsWith(`${name}-`);
  }

  function verdictOn(envelope: readonly number[]): Verdict {
    if (world.strikes('refusals', 0.2)) return { ...nobody, toAll: random.pick(toAll) };
    if (schedule.troubles.has('refusals') && envelope.length > schedule.mostRecipients) {
      return { ...nobody, toAll: tooManyRecipients };
    }
    const refused = envelope.flatMap((index) =>
      world.strikes('refusals', 0.2) ? { index, reply: random.pick(recipientReplies) } : [],
    );
    const accepted = envelope.filter((index) => !refused.some((one) => one.index === index));
    return { accepted, refused, ...(accepted.length === 0 && refused[0] && { toAll: refused[0].reply }) };
  }

  return {
    sendings,
    get mostConnections() {
      return mostConnections;
    },
    connect(process) {
      connected.push(process);
      // The connections of a process that died are gone.
      mostConnections = Math.max(mostConnections, connected.filter(({ isDead }) => !isDead).length);
    },
    disconnect(process) {
      connected.splice(connected.indexOf(process), 1);
    },
    begin(id, process) {
      const began = time.now + random.between(1, 80);
      const sending = {
        id,
        process,
        began,
        hadTurn: hasTurn(process),
        ended: Number.POSITIVE_INFINITY,
        ...nobody,
      };
      sendings.push(sending);
      return sending;
    },
    judge(sending, envelope) {
      const verdict = verdictOn(envelope);
      sending.accepted = verdict.accepted;
      sending.refused = verdict.refused.map(({ index }) => index);
      return verdict;
    },
  };
}

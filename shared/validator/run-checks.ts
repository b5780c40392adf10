import type { Check, Judgement, Tools } from './check.ts';
import type { FactName, Facts } from './facts.ts';

/** A check with what it found, as it stands in a report; `ms` is how long it took. */
export interface Finding extends Judgement {
  check: string;
  title: string;
  ms: number;
}

interface RunOptions {
  /** Ends the run: what has not been looked at by then could not be told. */
  deadline: AbortSignal;
  /** Is told the title of each check as it begins. */
  onCheck?: ((title: string) => void) | undefined;
}

/** One check waits for others' networks: most are done within a second. */
const CHECK_MS = 20_000;

/**
 * Runs checks one after the other, each with the facts found before it; one that lacks a fact is skipped and says which.
 */
export async function runChecks(
  checks: readonly Check[],
  given: Partial<Facts>,
  { deadline, onCheck = () => {}, ...tools }: Omit<Tools, 'signal'> & RunOptions,
): Promise<{ findings: Finding[]; facts: Partial<Facts> }> {
  const findings: Finding[] = [];
  let facts = given;
  for (const check of checks) {
    const { id, title, mostMs = CHECK_MS } = check;
    onCheck(title);
    const began = tools.now();
    const missing = check.needs.find((name) => facts[name] === undefined);
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(mostMs)]);
    const { facts: more, ...judgement } =
      missing === undefined
        ? await inTime(signal, () => check.look(facts, { ...tools, signal }))
        : { ...skipped(missing), facts: {} };
    facts = { ...facts, ...more };
    findings.push({ check: id, title, ...judgement, ms: Math.round(tools.now() - began) });
  }
  return { findings, facts };
}

/** Why a check is skipped that lacks a fact. */
const lacking: Record<FactName, string> = {
  settings: 'the settings are broken',
  storage: 'MAIL_STORAGE or MAIL_QUEUE is missing or wrong',
  states: 'the table could not be read',
  identity: 'the app has no identity that gives tokens',
  certificate: 'there is no certificate that could be read',
  proof: 'nothing was signed',
  token: 'there is no token',
  claims: 'the token could not be read',
  offer: 'the server was not reached',
  appIsRight: 'something of the app fails',
  mailbox: 'no mailbox is named',
  before: 'what holds the mailbox could not be read',
  session: 'the login did not get through',
  envelope: 'sender and recipient were not taken',
  proven: 'no message was sent',
  room: 'the room of the mailbox could not be read',
};

const skipped = (name: FactName): Judgement => ({
  verdict: 'skipped',
  says: `Skipped, because ${lacking[name]}.`,
});

type Looked = Judgement & { facts?: Partial<Facts> };

const tooLate: Looked = { verdict: 'unknown', says: 'Could not tell: there was no answer in time.' };

function inTime(signal: AbortSignal, look: () => Promise<Looked>): Promise<Looked> {
  if (signal.aborted) return Promise.resolve(tooLate);
  return new Promise((resolve, reject) => {
    const late = () => resolve(tooLate);
    signal.addEventListener('abort', late, { once: true });
    look()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', late));
  });
}

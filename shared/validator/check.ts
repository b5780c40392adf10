import type { AdministerParts } from '../administration/administer.ts';
import type { Explanation } from '../failures/explain.ts';
import type { FactName, Facts } from './facts.ts';
import type { Probe } from './probe.ts';
import type { LikelyCause } from './rank-causes.ts';

/** `unknown`: could not tell. `skipped`: a fact that the check needs is missing. */
export type Verdict = 'pass' | 'notice' | 'warn' | 'fail' | 'unknown' | 'skipped';

/** Public facts by name, such as thumbprints and dates; never a secret. */
export type Details = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a check has to say. Everything in it may be shown to whoever may run the validator. */
export interface Judgement {
  verdict: Verdict;
  says: string;
  details?: Details;
  /** What the other side answered, explained. */
  failure?: Explanation;
  /** Where an answer has many possible causes: the likeliest first. */
  causes?: readonly LikelyCause[];
}

/** What a check is given beside facts. Time in milliseconds since 1970. */
export interface Tools {
  now: () => number;
  /** Aborts when the time of the check is over. */
  signal: AbortSignal;
  /** Does something when the run ends, however it ends. */
  atEnd: (work: () => void) => void;
  /** With what a run acts on what it sees; absent where it only looks. */
  acts?: AdministerParts;
}

/** A judgement, with the facts that later checks can build on. */
type Found<Give extends FactName> = Judgement & { facts?: Pick<Facts, Give> };

/** One small check. It finds the facts it `needs`; others may be there or not. */
interface CheckOf<Need extends FactName, Give extends FactName> {
  id: string;
  title: string;
  /** The least probe that includes it. */
  probe: Probe;
  /** How long it may take, in milliseconds, where that is more than what others may. */
  mostMs?: number;
  needs: readonly Need[];
  gives: readonly Give[];
  look(facts: Pick<Facts, Need> & Partial<Facts>, tools: Tools): Promise<Found<Give>>;
}

/** A check whose facts are not known by type: what a list is made of. */
export interface Check extends Omit<CheckOf<FactName, FactName>, 'look'> {
  look(facts: Partial<Facts>, tools: Tools): Promise<Judgement & { facts?: Partial<Facts> }>;
}

/** Puts a check into the form of a list; `runChecks` sees to it that the facts it needs are there. */
export const defineCheck = <const Need extends FactName = never, const Give extends FactName = never>(
  check: CheckOf<Need, Give>,
): Check => ({ ...check, look: (facts, tools) => check.look(facts as Facts, tools) });

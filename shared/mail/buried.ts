import type { Explanation } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';
import type { Problem } from './problems.ts';

/** One attempt as the burial record keeps it: the other side's words whole. */
export interface Attempt {
  attempt: number;
  at: string;
  outcome: string;
  faults: readonly Fault[];
  stages: Readonly<Record<string, number>>;
}

/** A message that will not be sent by itself any more, as `mail-buried/<id>.json` keeps it for people. */
interface BuriedMessage {
  id: string;
  buriedAt: string;
  queue: string;
  /** As the queue handed it over: JSON, or the text that could not be read. */
  payload: unknown;
  problems: readonly Problem[];
  explanations: readonly Explanation[];
  history: readonly Attempt[];
}

/** Keeps a buried message; the value is the name of its blob. Never overwrites another message's. */
export type Bury = (message: BuriedMessage) => Promise<Result<string, Fault>>;

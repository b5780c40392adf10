import type { Fault } from '../failures/fault.ts';
import type { Details, Judgement } from './check.ts';
import { evidenceOf } from './evidence-of.ts';
import type { Facts } from './facts.ts';
import { foundValues } from './known-values.ts';
import { rankLoginCauses } from './login-causes.ts';
import { withPropagation } from './propagation.ts';
import { refused } from './refused.ts';
import { rankSubmissionCauses } from './submission-causes.ts';

/** Which message was refused, and when. Times in milliseconds since 1970. */
interface Occasion {
  from: string;
  /** Since when the app holds mail for this refusal, where it does. */
  refusedSince?: number | undefined;
  now: number;
}

/** The judgement on what a real message was refused with: explained, with ranked causes where the reply names none. */
export function refusedSubmission(
  fault: Fault,
  facts: Partial<Facts>,
  { from, refusedSince, now }: Occasion,
  details?: Details,
): Judgement {
  const values = { ...foundValues(facts), sender: from };
  const judged = refused(fault, facts, details, values);
  const { settings } = facts;
  if (!judged.failure || !settings) return judged;
  const evidence = evidenceOf({ ...facts, settings }, refusedSince, now, values);
  const { id } = judged.failure;
  const causes = id === 'login-refused' ? rankLoginCauses(evidence) : rankSubmissionCauses(id, evidence);
  return causes ? { ...judged, causes } : withPropagation(judged, now);
}

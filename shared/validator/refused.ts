import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import { withoutTokens } from '../failures/without-tokens.ts';
import type { Details, Judgement } from './check.ts';
import type { Facts } from './facts.ts';
import { foundValues } from './known-values.ts';

/** The judgement on what the other side refused: explained, with commands filled in from what the run knows. */
export function refused(
  fault: Fault,
  facts: Partial<Facts>,
  details?: Details,
  values = foundValues(facts),
): Judgement {
  if (fault.code === 'deadline-passed') {
    return { verdict: 'unknown', says: 'Could not tell: there was no answer in time.' };
  }
  const failure = explain({ ...fault, said: withoutTokens(fault.said) }, values);
  return { verdict: 'fail', says: failure.meaning, failure, ...(details && { details }) };
}

import fc from 'fast-check';
import type { Canary } from './canary.ts';
import { addressProperties } from './properties/addresses.ts';
import { alertProperties } from './properties/alerts.ts';
import { contractProperties } from './properties/contract.ts';
import { decoderProperties } from './properties/decoder.ts';
import { mimeProperties } from './properties/mime.ts';
import { safetyProperties } from './properties/safety.ts';
import type { FuzzProperty } from './property.ts';

export const allProperties = (canary: Canary): readonly FuzzProperty[] => [
  ...decoderProperties,
  ...addressProperties,
  ...contractProperties(canary),
  ...mimeProperties,
  ...safetyProperties(canary),
  ...alertProperties,
];

/** A case for which a property does not hold, as small as it could be made. */
export interface Finding {
  name: string;
  /** The case, what was thrown, and how to play it again. */
  report: string;
}

/** So many cases at once: a run tells how far it is between them. */
const CASES_AT_ONCE = 500;

/** Plays each property with its part of `cases`; stops a property at its first finding. The same seed, the same cases. */
export async function playAll(
  properties: readonly FuzzProperty[],
  {
    cases,
    seed,
    tell = () => {},
  }: { cases: number; seed: number; tell?: (name: string, played: number) => void },
): Promise<{ played: number; findings: readonly Finding[] }> {
  const shares = properties.reduce((sum, { share = 1 }) => sum + share, 0);
  const findings: Finding[] = [];
  let played = 0;
  for (const { name, share = 1, property } of properties) {
    const last = Math.ceil((cases * share) / shares);
    for (let done = 0; done < last; done += CASES_AT_ONCE) {
      const numRuns = Math.min(CASES_AT_ONCE, last - done);
      const details = await fc.check(property, { seed: seed + done, numRuns, includeErrorInReport: true });
      played += details.numRuns;
      tell(name, played);
      if (!details.failed) continue;
      findings.push({ name, report: (await fc.asyncDefaultReportMessage(details)) ?? '' });
      break;
    }
  }
  return { played, findings };
}

import type { Scenario } from '../scenarios.ts';
import type { Evaluated } from '../template.ts';

/** Something that has to be so in every scenario. */
export interface Check {
  says: string;
  /** What is not so, each in a line; a linter finds none of it. */
  problems(evaluated: Evaluated, scenario: Scenario): readonly string[];
}

/** A line for each condition that does not hold. */
export const unless = (conditions: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(conditions).flatMap(([says, holds]) => (holds ? [] : [says]));

/** What is in one list and not in the other. */
export function differences(what: string, found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((one) => !found.includes(one)).map((one) => `${what} lacks ${one}`),
    ...found.filter((one) => !expected.includes(one)).map((one) => `${what} has ${one} too many`),
    ...found.filter((one, index) => found.indexOf(one) !== index).map((one) => `${what} has ${one} twice`),
  ];
}

import type { Fix } from '../failures/known-failure.ts';
import type { Finding } from './run-checks.ts';

/** What to mend first, with the likeliest cause. */
export interface FirstToMend {
  check: string;
  mailbox?: string;
  /** Id of the catalogue. */
  failure?: string;
  cause: string;
  /** What speaks for it. */
  because?: string;
  fix: Fix;
}

/**
 * The earliest check that fails, in the order of a message. What a room is held for is a memory, which counts where
 * nothing else fails: the hold stays after what it was for is mended.
 */
export function firstToMend(
  app: readonly Finding[],
  mailboxes: readonly { mailbox: string; findings: readonly Finding[] }[],
): FirstToMend | undefined {
  const failing = [
    ...app.map((finding) => ({ finding, mailbox: undefined })),
    ...mailboxes.flatMap(({ mailbox, findings }) => findings.map((finding) => ({ finding, mailbox }))),
  ].filter(({ finding }) => finding.verdict === 'fail');
  const first = failing.find(({ finding }) => finding.check !== 'room') ?? failing[0];
  if (!first) return undefined;
  const { check, failure } = first.finding;
  return {
    check,
    ...(first.mailbox !== undefined && { mailbox: first.mailbox }),
    ...(failure && { failure: failure.id }),
    ...likeliest(first.finding),
  };
}

function likeliest({ says, causes, failure }: Finding): Pick<FirstToMend, 'cause' | 'because' | 'fix'> {
  const [ranked] = causes ?? [];
  if (ranked) {
    const { cause, because, ...fix } = ranked;
    return { cause, because, fix };
  }
  const fix = failure?.fix[0] ?? { does: says };
  return { cause: failure?.causes[0] ?? says, fix };
}

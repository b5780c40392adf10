import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import { domainOf } from './addresses.ts';
import type { Action } from './decide.ts';
import { faultsOf, type Outcome } from './outcome.ts';
import type { Problem } from './problems.ts';

/** One JSON line an event: `context.log` would print objects below the second level as `[Object]`. */
export type Log = (line: string) => void;

/** What a line about one attempt is made of. */
interface AttemptFacts {
  id: string;
  attempt: number;
  outcome: Outcome;
  action: Action;
  /** The short name of the mailbox. */
  mailbox: string;
  messageId?: string;
  metadata: Readonly<Record<string, string>>;
  /** How many recipients this envelope had. */
  told: number;
  stages: Readonly<Record<string, number>>;
}

/**
 * The line of one attempt. What a person may read of mail in a log is in here and nothing else: no subject, no
 * content, no token, recipients by domain; explanations without the values that would fill in addresses.
 */
export function attemptLine(facts: AttemptFacts): string {
  const { id, attempt, outcome, action, mailbox, messageId, metadata, told, stages } = facts;
  return JSON.stringify({
    event: 'mail.attempt',
    id,
    attempt,
    outcome: outcome.kind,
    action: action.kind,
    ...('at' in action && { again: new Date(action.at).toISOString() }),
    ...(action.kind === 'hold' && { scope: action.scope }),
    ...(action.kind === 'retry' && action.marked && { mayDuplicate: true }),
    ...failures(faultsOf(outcome), id),
    ...(outcome.kind === 'accepted' && {
      ...(outcome.dryRun && { dryRun: true }),
      code: outcome.reply.slice(0, 3),
      serverMessageId: outcome.serverMessageId,
      refused: outcome.refused.map(({ address, fault }) => ({
        domain: domainOf(address),
        code: fault.code,
        failure: explain(fault).id,
      })),
    }),
    mailbox,
    recipients: told,
    messageId,
    metadata,
    ms: stages,
  });
}

/** A message that can never be sent, or whose id another one has: kept with its explanation. */
export function buriedLine(facts: {
  id: string;
  keptAs: string;
  fault: Fault;
  problems?: readonly Problem[];
}): string {
  const { id, keptAs, fault, problems = [] } = facts;
  return JSON.stringify({
    event: 'mail.buried',
    id,
    attempt: 0,
    outcome: 'failed',
    action: 'bury',
    keptAs,
    ms: {},
    ...failures([fault], id),
    ...(problems.length > 0 && { problems }),
  });
}

function failures(faults: readonly Fault[], messageId: string) {
  return (
    faults.length > 0 && {
      failure: faults.map((fault) => forLog(fault, messageId)),
      code: faults.map(({ code }) => code ?? ''),
    }
  );
}

function forLog(fault: Fault, messageId: string) {
  const { id, at, meaning, fix, more } = explain(fault, { messageId });
  return { id, at, meaning, fix: fix[0]?.does, command: fix[0]?.command, more };
}

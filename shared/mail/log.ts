import type { EventOf } from '../events/event.ts';
import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { Stages } from '../stopwatch.ts';
import { domainOf } from './addresses.ts';
import type { Action } from './decide.ts';
import { faultsOf, type Outcome } from './outcome.ts';
import type { Problem } from './problems.ts';

/** What is logged of one attempt is made of this. */
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
  stages: Stages;
}

/**
 * What is logged of one attempt. What a person may read of mail in a log is in here and nothing else: no subject, no
 * content, no token, recipients by domain; explanations without the values that would fill in addresses.
 */
export function attemptEvent(facts: AttemptFacts): EventOf<'mail.attempt'> {
  const { id, attempt, outcome, action, mailbox, messageId, metadata, told, stages } = facts;
  return {
    event: 'mail.attempt',
    id,
    attempt,
    outcome: outcome.kind,
    action: action.kind,
    ...('at' in action && { again: new Date(action.at).toISOString() }),
    ...(action.kind === 'hold' && { scope: action.scope }),
    ...(action.kind === 'retry' && action.marked && { mayDuplicate: true }),
    ...ending(outcome, id),
    mailbox,
    recipients: told,
    messageId,
    metadata,
    ms: stages,
  };
}

/** A message that can never be sent, or whose id another one has: kept with its explanation. */
export function buriedEvent(facts: {
  id: string;
  keptAs: string;
  fault: Fault;
  problems?: readonly Problem[];
}): EventOf<'mail.buried'> {
  const { id, keptAs, fault, problems = [] } = facts;
  return {
    event: 'mail.buried',
    id,
    attempt: 0,
    outcome: 'failed',
    action: 'bury',
    keptAs,
    ms: {},
    ...failures([fault], id),
    ...(problems.length > 0 && { problems }),
  };
}

function ending(outcome: Outcome, messageId: string) {
  if (outcome.kind !== 'accepted') return failures(faultsOf(outcome), messageId);
  return {
    ...(outcome.dryRun && { dryRun: true }),
    code: outcome.reply.slice(0, 3),
    serverMessageId: outcome.serverMessageId,
    refused: outcome.refused.map(({ address, fault }) => ({
      domain: domainOf(address),
      code: fault.code,
      failure: explain(fault).id,
    })),
  };
}

function failures(faults: readonly Fault[], messageId: string) {
  return {
    failure: faults.map((fault) => forLog(fault, messageId)),
    code: faults.map(({ code }) => code ?? ''),
  };
}

function forLog(fault: Fault, messageId: string) {
  const { id, at, meaning, fix, more } = explain(fault, { messageId });
  return { id, at, meaning, fix: fix[0]?.does, command: fix[0]?.command, more };
}

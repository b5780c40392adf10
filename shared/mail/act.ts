import { explain } from '../failures/explain.ts';
import type { Fault } from '../failures/fault.ts';
import type { PlaceholderValues } from '../failures/placeholders.ts';
import type { Attempt, Bury } from './buried.ts';
import { decide } from './decide.ts';
import type { Delivery } from './deliver.ts';
import { attemptLine, type Log } from './log.ts';
import { faultsOf } from './outcome.ts';
import type { Receipt } from './receipt.ts';

export interface ActParts {
  bury: Bury;
  queue: string;
  /** What the settings know for filling in commands. */
  known: PlaceholderValues;
  now: () => Date;
}

/** The host's word for "again": it makes the message visible after `visibilityTimeout`, five times in all. */
export class TryAgain extends Error {
  override name = 'TryAgain';
}

/**
 * Carries out what follows from an attempt and logs it in one line.
 * @throws TryAgain where the message has to come again, which is also the case when it could not be buried.
 */
export async function act(
  parts: ActParts,
  delivery: Delivery,
  body: unknown,
  receipt: Receipt,
  log: Log,
): Promise<void> {
  const faults = faultsOf(delivery.outcome);
  const values = {
    ...parts.known,
    messageId: delivery.id,
    mailbox: delivery.sender?.mailbox,
    sender: delivery.sender?.from ?? delivery.message?.from?.address,
  };
  const explanations = faults.map((fault) => explain(fault, values));
  const action = decide(delivery.outcome, explanations);
  if (action !== 'bury') {
    log(attemptLine(delivery, receipt, action));
    if (action === 'again') throw new TryAgain(againText(delivery, explanations[0]));
    return;
  }

  const buried = await parts.bury({
    id: delivery.id,
    buriedAt: parts.now().toISOString(),
    queue: parts.queue,
    payload: body,
    problems: delivery.problems,
    explanations,
    history: [attemptOf(delivery, receipt, faults, parts.now())],
  });
  if (!buried.ok) {
    log(attemptLine(delivery, receipt, 'again'));
    throw new TryAgain(
      `Message ${delivery.id} could not be buried (${buried.error.code}); it stays in the queue.`,
    );
  }
  log(attemptLine(delivery, receipt, 'bury', buried.value));
}

const againText = ({ id }: Delivery, why?: { id: string; at: string; more: string }): string =>
  `Message ${id} was not sent: ${why?.id ?? 'uncertain'} at ${why?.at ?? 'submit'} (see ${why?.more ?? 'the log'}). ` +
  'It stays in the queue and is tried again.';

function attemptOf(delivery: Delivery, receipt: Receipt, faults: readonly Fault[], at: Date): Attempt {
  return {
    attempt: receipt.attempt,
    at: at.toISOString(),
    outcome: delivery.outcome.kind,
    faults,
    stages: delivery.stages,
  };
}

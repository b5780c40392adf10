import { createHash } from 'node:crypto';
import { type Explanation, explain } from '../failures/explain.ts';
import { domainOf } from './addresses.ts';
import type { Action } from './decide.ts';
import type { Delivery } from './deliver.ts';
import { faultsOf } from './outcome.ts';
import type { Receipt } from './receipt.ts';

/** One JSON line an event: `context.log` would print objects below the second level as `[Object]`. */
export type Log = (line: string) => void;

/**
 * The line of one attempt. What a person may read of mail in a log is in here and nothing else: no subject, no
 * content, no token, recipients by domain; explanations without the values that would fill in addresses.
 */
export function attemptLine(delivery: Delivery, receipt: Receipt, action: Action, buriedAs?: string): string {
  const { id, outcome, message, sender, composed, stages, problems } = delivery;
  const faults = faultsOf(outcome);
  const plain = faults.map((fault) => explain(fault));
  return JSON.stringify({
    event: 'mail.attempt',
    id,
    attempt: receipt.attempt,
    outcome: outcome.kind,
    action,
    ...(plain.length > 0 && { failure: plain.map(forLog), code: faults.map(({ code }) => code ?? '') }),
    ...(problems.length > 0 && { problems }),
    ...(buriedAs !== undefined && { buriedAs }),
    ...(outcome.kind === 'accepted' && {
      code: outcome.reply.slice(0, 3),
      serverMessageId: outcome.serverMessageId,
      refused: outcome.refused.map(({ address, fault }) => ({
        domain: domainOf(address),
        code: fault.code,
        failure: explain(fault).id,
      })),
    }),
    ...(sender && { mailbox: mailboxKey(sender.mailbox) }),
    ...(message && { to: countByDomain(message), metadata: message.metadata }),
    ...composed,
    ms: stages,
  });
}

/** A short stable name for a mailbox where its address must not stand: the first 8 hex digits of its SHA-256. */
function mailboxKey(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 8);
}

const forLog = ({ id, at, meaning, fix, more }: Explanation) => ({
  id,
  at,
  meaning,
  fix: fix[0]?.does,
  command: fix[0]?.command,
  more,
});

function countByDomain({ to, cc, bcc }: NonNullable<Delivery['message']>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { address } of [...to, ...cc, ...bcc]) {
    const domain = domainOf(address);
    counts[domain] = (counts[domain] ?? 0) + 1;
  }
  return counts;
}

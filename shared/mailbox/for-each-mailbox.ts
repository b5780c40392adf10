import type { Fault } from '../failures/fault.ts';
import type { Result } from '../failures/result.ts';

/** After so many of them it is storage itself that is away, and each further one would be waited for. */
const MOST_UNANSWERED = 3;

/** A mailbox for which storage did not answer. */
export interface Unanswered {
  /** Its short name. */
  key: string;
  fault: Fault;
}

/** What was done for the others, and those for which storage did not answer. */
export interface Visited<Done> {
  done: readonly Done[];
  unanswered: readonly Unanswered[];
}

/** Does something for one mailbox after the other; those after the third for which storage does not answer are left out. */
export async function forEachMailbox<Mailbox extends { partition: { key: string } }, Done>(
  mailboxes: readonly Mailbox[],
  work: (mailbox: Mailbox) => Promise<Result<Done, Fault>>,
): Promise<Visited<Done>> {
  const done: Done[] = [];
  const unanswered: Unanswered[] = [];
  for (const mailbox of mailboxes) {
    const result = await work(mailbox);
    if (result.ok) done.push(result.value);
    else unanswered.push({ key: mailbox.partition.key, fault: result.error });
    if (unanswered.length === MOST_UNANSWERED) break;
  }
  return { done, unanswered };
}

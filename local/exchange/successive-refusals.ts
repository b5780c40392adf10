import type { ExchangeSession } from './connection.ts';
import { lockOutFor } from './lock-out.ts';
import type { Login } from './permission.ts';
import type { Service } from './service.ts';
import type { Reply, Stage } from './state.ts';

/**
 * Counts the replies that bring a mailbox nearer to its lock-out. Refused recipients count once a message, however
 * many they are; a message that goes through to all breaks the row.
 */
export function countRefusals(
  { state, usage }: Service,
  stage: Stage,
  session: ExchangeSession,
  reply: Reply,
): void {
  const rule = state.limits?.lockOut;
  const login: Login | undefined = session.user;
  if (!rule || !login) return;
  const { lockOut } = usage(login.mailbox);
  const isAccepted = reply.startsWith('250');
  if (stage === 'mail' && isAccepted) session.hasRefusedRecipients = false;
  if (stage === 'data-end' && isAccepted && !session.hasRefusedRecipients) lockOut.reset();
  const kind = lockOutFor(reply);
  if (!kind) return;
  if (stage === 'rcpt') {
    if (session.hasRefusedRecipients) return;
    session.hasRefusedRecipients = true;
  }
  lockOut.count(kind, rule, Date.now());
}

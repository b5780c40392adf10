import type { VerifyToken } from './authenticate.ts';
import type { ExchangeSession } from './connection.ts';
import type { Login } from './permission.ts';
import type { StoredMessage } from './record.ts';
import { keepersOf } from './sent-items.ts';
import type { ExchangeState, Reply } from './state.ts';
import type { Usage } from './usage.ts';

/** The service behind the connections: what it knows, and where messages end. */
export interface Service {
  state: ExchangeState;
  verifyToken: VerifyToken;
  /** Numbers from 0 to below 1, for what varies in latencies. */
  random: () => number;
  /** Whether stored messages keep their content. */
  keepContent: boolean;
  usage: Usage;
  messages: StoredMessage[];
  /** Address of a mailbox → what it keeps in Sent Items. */
  sentItems: Map<string, StoredMessage[]>;
  /** Cuts the line in place of this reply. */
  cutLine(session: ExchangeSession, reply: Reply): void;
}

/** Takes a message for good, puts copies where they are kept, and says whether it shall be acknowledged. */
export function store(
  { state, messages, sentItems }: Service,
  message: StoredMessage,
  login: Login,
  senders: readonly string[],
): boolean {
  messages.push(message);
  for (const keeper of keepersOf(state, login, senders)) {
    const kept = sentItems.get(keeper) ?? [];
    kept.push(message);
    sentItems.set(keeper, kept);
  }
  const { loseAcknowledgement } = state;
  return loseAcknowledgement === undefined || messages.length % loseAcknowledgement.every !== 0;
}

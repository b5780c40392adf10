import type { RecordEntry, StoredMessage } from './record.ts';

/** What a benchmark wants to know from the server's side. Plain objects, to be sent to another process. */
export interface Counts {
  /** Message-ID (empty for none) → how often it was accepted, acknowledged or not. */
  accepted: Record<string, number>;
  /** Those of them that were accepted more than once. */
  duplicates: Record<string, number>;
  /** Code and enhanced code, such as `432 4.3.2` → how often it was said. */
  refused: Record<string, number>;
  /** Mailbox → the most connections that were logged in at once. */
  mostConnections: Record<string, number>;
}

/** Counts what a stand-in has seen since it started. Refusals of EHLO are not in the record. */
export function countUp(record: readonly RecordEntry[], messages: readonly StoredMessage[]): Counts {
  const accepted = tally(messages.map(({ messageId = '' }) => messageId));
  const refusals = record.flatMap(({ reply = '' }) => /^[45]\d\d(?: [45]\.\d+\.\d+)?/.exec(reply)?.[0] ?? []);
  return {
    accepted,
    duplicates: Object.fromEntries(Object.entries(accepted).filter(([, times]) => times > 1)),
    refused: tally(refusals),
    mostConnections: mostConnections(record),
  };
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function mostConnections(record: readonly RecordEntry[]): Record<string, number> {
  const loggedIn = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  for (const { stage, session, mailbox, reply } of record) {
    const key = mailbox?.toLowerCase() ?? '';
    const sessions = loggedIn.get(key) ?? new Set();
    if (stage === 'close') sessions.delete(session);
    if (stage !== 'auth' || !reply?.startsWith('235')) continue;
    loggedIn.set(key, sessions.add(session));
    most.set(key, Math.max(sessions.size, most.get(key) ?? 0));
  }
  return Object.fromEntries(most);
}

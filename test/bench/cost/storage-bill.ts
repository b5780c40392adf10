/** Requests to storage by what they cost. */
export interface StorageBill {
  table: number;
  /** Of messages: those that put one, and for each that is taken away the one that brought it. */
  queue: number;
  /** Looks into a queue that found nothing. */
  polls: number;
  blobWrites: number;
  blobOthers: number;
}

/** Counts the lines of Azurite's access log: `127.0.0.1 - - [date] "PUT /devstoreaccount1/… HTTP/1.1" 201 -`. */
export function createStorageBill() {
  const seen = { table: 0, puts: 0, receives: 0, removals: 0, otherQueue: 0, blobWrites: 0, blobOthers: 0 };
  return {
    hear(line: string): void {
      const [, method = '', path = ''] = /"([A-Z]+) (\S+) HTTP/.exec(line) ?? [];
      if (method) seen[kindOf(method, path)] += 1;
    },
    /** Since the start. */
    read: (): StorageBill => ({
      table: seen.table,
      queue: seen.puts + 2 * seen.removals + seen.otherQueue,
      polls: seen.receives - seen.removals,
      blobWrites: seen.blobWrites,
      blobOthers: seen.blobOthers,
    }),
  };

  function kindOf(method: string, path: string): keyof typeof seen {
    if (/\/\$batch|\/Tables|\/mailboxes\b/.test(path)) return 'table';
    if (/\/messages\?/.test(path)) return method === 'POST' ? 'puts' : 'receives';
    if (/\/messages$/.test(path)) return 'puts';
    if (/\/messages\//.test(path)) return method === 'DELETE' ? 'removals' : 'otherQueue';
    // A lease is renewed by a PUT that costs no write.
    if (/\/azure-webjobs-|\bmail-content\b/.test(path))
      return method === 'PUT' && !path.includes('comp=lease') ? 'blobWrites' : 'blobOthers';
    return 'otherQueue';
  }
}

/** What came between two readings. */
export const between = (before: StorageBill, after: StorageBill): StorageBill => ({
  table: after.table - before.table,
  queue: after.queue - before.queue,
  polls: after.polls - before.polls,
  blobWrites: after.blobWrites - before.blobWrites,
  blobOthers: after.blobOthers - before.blobOthers,
});

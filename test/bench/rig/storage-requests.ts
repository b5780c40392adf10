/** How many requests Azurite answered, by service. */
export interface StorageRequests {
  table: number;
  queue: number;
  blob: number;
}

export type StorageService = keyof StorageRequests;

/** Counts the lines of Azurite's access log: `127.0.0.1 - - [date] "PUT /devstoreaccount1/… HTTP/1.1" 201 -`. */
export function createRequestCounter() {
  const counts: StorageRequests = { table: 0, queue: 0, blob: 0 };
  return {
    counts,
    hear(line: string): void {
      const [, method = '', path = ''] = /"([A-Z]+) (\S+) HTTP/.exec(line) ?? [];
      if (!method) return;
      const service = serviceOf(path);
      counts[service] += 1;
    },
  };
}

function serviceOf(path: string): StorageService {
  if (/\/\$batch|\/Tables|\/mailboxes\b/.test(path)) return 'table';
  return /\/azure-webjobs-|\?(?:.*&)?(?:restype|comp=(?:lease|block))/.test(path) ? 'blob' : 'queue';
}

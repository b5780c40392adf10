/** What an app asks of storage while it sends: requests by what they cost. Those of producers are not in it. */
export interface StorageWork {
  transactions: number;
  reads: number;
  lists: number;
  receives: number;
  removals: number;
}

const kinds: readonly (readonly [keyof StorageWork, RegExp])[] = [
  ['transactions', /"POST \S+\/\$batch/],
  ['reads', /"GET \S+\/mailboxes\(PartitionKey/],
  ['lists', /"GET \S+\/mailboxes\(\)/],
  ['receives', /"GET \S+\/messages\?/],
  ['removals', /"DELETE \S+\/messages\//],
];

/** Counts the lines of Azurite's access log that are such work. */
export function createWorkCounter() {
  const work: StorageWork = { transactions: 0, reads: 0, lists: 0, receives: 0, removals: 0 };
  return {
    work,
    hear(line: string): void {
      const found = kinds.find(([, pattern]) => pattern.test(line))?.[0];
      if (found) work[found] += 1;
    },
  };
}

/** Resolves for all once so many have come. */
export function createMeeting(members: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let present = 0;
  return () => {
    present += 1;
    if (present === members) resolve();
    return promise;
  };
}

/** Lets one loop wait for whatever comes first: somebody who rings, or the time. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, at once where it rang since the last wait, or after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

export function createBell(sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>): Bell {
  let hasRung = false;
  let hear = () => {};
  return {
    ring() {
      hasRung = true;
      hear();
    },
    async wait(milliseconds) {
      if (!hasRung) {
        const heard = new AbortController();
        const rung = new Promise<void>((resolve) => {
          hear = resolve;
        });
        await Promise.race([rung, sleep(Math.max(0, milliseconds), heard.signal)]);
        heard.abort();
      }
      hasRung = false;
    },
  };
}

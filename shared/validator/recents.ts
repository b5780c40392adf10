/** A value with the time at which it was made, in milliseconds since 1970. */
interface Recent<Value> {
  value: Value;
  at: number;
}

interface Recents<Value> {
  /** Gives what was made for this subject and kind a short while ago, or makes it. */
  take(subject: string, kind: string, make: () => Promise<Value>): Promise<Recent<Value>>;
  /** What was made for the subject, or for all of them, is not so any more. */
  forget(subject?: string): void;
}

/** One at a time is made for a subject; each is given again for `keepMs`, so that who asks often starts nothing new. */
export function createRecents<Value>(now: () => number, keepMs: number): Recents<Value> {
  /** By subject and kind. */
  let kept = new Map<string, Map<string, Recent<Value>>>();
  const last = new Map<string, Promise<unknown>>();

  async function takeNow(subject: string, kind: string, make: () => Promise<Value>): Promise<Recent<Value>> {
    const known = kept.get(subject)?.get(kind);
    if (known && now() - known.at < keepMs) return known;
    const value = await make();
    const made = { value, at: now() };
    const ofSubject = kept.get(subject) ?? new Map<string, Recent<Value>>();
    kept.set(subject, ofSubject.set(kind, made));
    return made;
  }

  return {
    take(subject, kind, make) {
      const before = last.get(subject) ?? Promise.resolve();
      const taken = before.then(() => takeNow(subject, kind, make));
      last.set(
        subject,
        taken.catch(() => {}),
      );
      return taken;
    },
    forget(subject) {
      if (subject === undefined) kept = new Map();
      else kept.delete(subject);
    },
  };
}

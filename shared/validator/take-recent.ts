/** A value with the time at which it was made, in milliseconds since 1970. */
interface Recent<Value> {
  value: Value;
  at: number;
}

/** Gives what was made for this subject and kind a short while ago, or makes it. */
type TakeRecent<Value> = (
  subject: string,
  kind: string,
  make: () => Promise<Value>,
) => Promise<Recent<Value>>;

/** One at a time is made for a subject; each is given again for `keepMs`, so that who asks often starts nothing new. */
export function createTakeRecent<Value>(now: () => number, keepMs: number): TakeRecent<Value> {
  const kept = new Map<string, Recent<Value>>();
  const last = new Map<string, Promise<unknown>>();

  async function take(key: string, make: () => Promise<Value>): Promise<Recent<Value>> {
    const known = kept.get(key);
    if (known && now() - known.at < keepMs) return known;
    const value = await make();
    const made = { value, at: now() };
    kept.set(key, made);
    return made;
  }

  return (subject, kind, make) => {
    const before = last.get(subject) ?? Promise.resolve();
    const taken = before.then(() => take(`${subject} ${kind}`, make));
    last.set(
      subject,
      taken.catch(() => {}),
    );
    return taken;
  };
}

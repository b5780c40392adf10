/** Milliseconds of a .NET TimeSpan text (`[d.]hh:mm:ss[.fffffff]`), or undefined where it is none. */
export function parseTimeSpan(text: string): number | undefined {
  const found = /^(?:(\d+)\.)?(\d{1,2}):([0-5]?\d):([0-5]?\d)(\.\d{1,7})?$/.exec(text.trim());
  if (!found || Number(found[2]) > 23) return undefined;
  const [days, hours, minutes, seconds, fraction] = found.slice(1).map((part) => Number(part ?? 0));
  return (
    (((days ?? 0) * 24 + (hours ?? 0)) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0) + (fraction ?? 0)) * 1000
  );
}

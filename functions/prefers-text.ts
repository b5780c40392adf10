/**
 * Whether an Accept header would rather have text/plain than JSON (RFC 9110 §12.5.1). Where both are as welcome, JSON:
 * most clients that say nothing particular are programs.
 */
export const prefersText = (accept: string | null): boolean =>
  weightOf(accept ?? '', 'text/plain') > weightOf(accept ?? '', 'application/json');

/** The weight of the most particular range that holds a type; 0 where none does. */
function weightOf(accept: string, type: string): number {
  const ranges = accept.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { name, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const holders = [type, `${type.split('/')[0]}/*`, '*/*'];
  return (
    holders
      .map((holder) => ranges.find(({ name }) => name === holder)?.weight)
      .find((one) => one !== undefined) ?? 0
  );
}

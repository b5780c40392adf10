import { parseAccept } from 'hono/utils/accept';

/**
 * The type of these that an Accept header would rather have (RFC 9110 §12.5.1). Where several are as welcome, the first:
 * most clients that say nothing particular are programs.
 */
export function preferredType<const Type extends string>(
  accept: string | null,
  [first, ...others]: readonly [Type, ...Type[]],
): Type {
  const ranges = parseAccept(accept ?? '');
  /** The weight of the most particular range that holds a type; 0 where none does. */
  const weightOf = (type: string): number =>
    [type, `${type.split('/')[0]}/*`, '*/*']
      .map((holder) => ranges.find(({ type: range }) => range.toLowerCase() === holder)?.q)
      .find((weight) => weight !== undefined) ?? 0;
  return others.reduce<Type>((best, type) => (weightOf(type) > weightOf(best) ? type : best), first);
}

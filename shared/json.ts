type Replace = (key: string, value: unknown) => unknown;

/**
 * JSON of a value that came as JSON, however deeply it is nested: JSON.parse reads any depth, JSON.stringify ends with
 * a RangeError at a few thousand levels, and 64 KiB of a queue message hold 32,000.
 */
export function toJson(value: unknown, replace: Replace = (_key, same) => same): string {
  try {
    return JSON.stringify(value, replace) ?? '';
  } catch (error) {
    if (error instanceof RangeError) return withoutRecursion(value, replace);
    throw error;
  }
}

function withoutRecursion(root: unknown, replace: Replace): string {
  const written: string[] = [];
  const last = [inPieces('', root, replace)];
  for (let piece = last.at(-1)?.next(); piece; piece = last.at(-1)?.next()) {
    if (piece.done) last.pop();
    else if (typeof piece.value === 'string') written.push(piece.value);
    else last.push(inPieces(piece.value.key, piece.value.value, replace));
  }
  return written.join('');
}

/** The text of a value, and in their places the values in it. */
function* inPieces(
  key: string,
  written: unknown,
  replace: Replace,
): Generator<string | { key: string; value: unknown }> {
  const value = replace(key, written);
  if (typeof value !== 'object' || value === null) return yield JSON.stringify(value);
  const isList = Array.isArray(value);
  yield isList ? '[' : '{';
  for (const [index, [name, inner]] of Object.entries(value).entries()) {
    yield `${index > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(name)}:`}`;
    yield { key: name, value: inner };
  }
  yield isList ? ']' : '}';
}

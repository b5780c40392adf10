const small = new Set(['a', 'an', 'and', 'for', 'of', 'or', 'the', 'to', 'with']);

/** A title as designers show it: `Send at` as `Send At`, `Id` as `ID`. */
export const titleCase = (title: string): string =>
  title
    .split(/\s+/)
    .map((word, place) =>
      place > 0 && small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .map((word) => (word === 'Id' ? 'ID' : word))
    .join(' ');

/** The title of a field that has none: `mayDuplicate` is `May Duplicate`. */
export const titleOf = (name: string): string => titleCase(name.replace(/([a-z])([A-Z])/g, '$1 $2'));

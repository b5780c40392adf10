/** How a command of az fails: exit code (1: refused, 2: wrong arguments, 3: not found) and the words on stderr. */
export class AzFailure extends Error {
  readonly code: 1 | 2 | 3;

  constructor(code: 1 | 2 | 3, words: string) {
    super(words);
    this.code = code;
  }
}

/** What Graph says of an id that it does not know. */
export const notFound = (id: string): AzFailure =>
  new AzFailure(
    3,
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** What Azure Resource Manager says of a resource that it does not know. */
export const noSuchResource = (type: string, name: string): AzFailure =>
  new AzFailure(3, `(ResourceNotFound) The Resource '${type}/${name}' was not found.`);

/** What the Functions host takes (FUNCTIONS_REQUEST_BODY_SIZE_LIMIT). */
const MOST_OF_HOST = 104_857_600;
/** For all that stands in the JSON of a message beside its largest field. */
const BESIDE = 1_048_576;

/** So many bytes the JSON of a message that may be sent has at most: `mime` is a whole one, in base64 once more. */
export const mostBodyBytes = (maxMessageBytes: number): number =>
  Math.min(4 * Math.ceil(maxMessageBytes / 3) + BESIDE, MOST_OF_HOST);

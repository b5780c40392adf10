/** One thing that was said. Lines of two dialogues are compared where their `place` is the same. */
export interface Line {
  /** Where in the dialogue, such as `Entra POST /…/token error_description` or `SMTP AUTH`. */
  place: string;
  says: string;
  /** Milliseconds since the dialogue began. */
  ms: number;
}

/** A line before its time is known. */
export type Said = Omit<Line, 'ms'>;

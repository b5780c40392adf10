/** One number that a benchmark found. */
export interface Figure {
  /** Its key in the JSON. */
  name: string;
  what: string;
  value: number;
  unit: string;
  /** The bound it has to keep. */
  atMost?: number;
}

/** Says where a long benchmark stands; says nothing under CI and with `--json`. */
export type Progress = (text: string) => void;

export interface Benchmark {
  says: string;
  run(progress: Progress): Promise<Figure[]>;
}

export const holds = ({ value, atMost = Number.POSITIVE_INFINITY }: Figure): boolean => value <= atMost;

/** The middle one, of an odd number of values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

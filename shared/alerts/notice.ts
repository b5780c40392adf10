/** Something that was reported to us, in the order in which a person reads it. Texts are plain, and may be anything. */
export interface Notice {
  /** What it is and no other: the same for a repeat. */
  key: string;
  subject: string;
  headline: string;
  /** The state that it stands for: its colour. */
  mood: 'bad' | 'warning' | 'good' | 'neutral';
  /** A sentence each. */
  says: readonly string[];
  facts: readonly Fact[];
  links: readonly Link[];
}

export interface Fact {
  name: string;
  value: string;
}

/** `address` begins with https://. */
export interface Link {
  text: string;
  address: string;
}

import { explain } from '../../failures/explain.ts';
import type { Fault } from '../../failures/fault.ts';
import { stepTitles } from '../../failures/step-titles.ts';
import type { HistoryEntry, MessageRecord } from '../../mailbox/message-record.ts';
import type { DoorParts } from '../parts.ts';
import { ownWords } from './own-words.ts';

/** One thing that happened to a message, in words. */
export interface Told {
  /** ISO 8601. */
  at: string;
  says: string;
  /** The other side's words, without recipients. */
  said?: string;
}

/** What happened to a message since it came, the oldest first. What is too long to be kept is not told. */
export const tellHistory = (
  parts: Pick<DoorParts, 'mailboxes'>,
  { takenInAt, history, dryRun }: MessageRecord,
): readonly Told[] => [
  { at: iso(takenInAt), says: 'It was taken in.' },
  ...history.map((entry) => tellEntry(parts, entry, dryRun)),
];

function tellEntry(
  parts: Pick<DoorParts, 'mailboxes'>,
  { at, what, faults = [] }: HistoryEntry,
  dryRun: true | undefined,
): Told {
  const [fault] = faults;
  const says = dryRun && what === 'accepted' ? REHEARSED : (sentences[what] ?? capitalized(what));
  if (!fault) return { at: iso(at), says };
  const { at: step, meaning } = explain(fault);
  return {
    at: iso(at),
    says: `${says} ${stepTitles[step]}: ${ownWords(parts, meaning)}`,
    said: ownWords(parts, withCode(fault)),
  };
}

/** Most replies begin with their code. */
const withCode = ({ code = '', said }: Fault): string => (said.startsWith(code) ? said : `${code} ${said}`);

const REHEARSED = 'A rehearsal: Exchange Online took the recipients, and nothing was sent.';

const sentences: Readonly<Record<string, string>> = {
  accepted: 'Exchange Online accepted it.',
  failed: 'It was tried in vain.',
  uncertain: 'The line broke when all of it was handed over: whether it was sent, is not known.',
  resent: 'An administrator had it sent again.',
  cancelled: 'It was cancelled.',
  refused: 'It was refused when it came.',
};

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const iso = (time: number): string => new Date(time).toISOString();

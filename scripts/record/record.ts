import type { Compared, Likeness } from './compare.ts';
import type { Dialogue, Extent } from './converse.ts';
import type { Situation } from './stand-in.ts';

/** What is kept of a dialogue with a tenant, redacted: the file of `npm run record`. */
export interface DialogueRecord {
  version: 1;
  /** ISO 8601. */
  at: string;
  situation: Situation & Pick<Extent, 'sends'> & { cloud: string };
  tenant: Dialogue;
  standIn: Dialogue;
  compared: readonly Compared[];
}

const likenesses: readonly Likeness[] = [
  'same',
  'same but for values',
  'different',
  'only there',
  'only here',
];

/** How many places there are of each kind, such as `31 same, 1 different`. */
export function countLine({ compared }: Pick<DialogueRecord, 'compared'>): string {
  const counts = likenesses.map((one) => ({ one, count: compared.filter((c) => c.likeness === one).length }));
  return counts.map(({ one, count }) => `${count} ${one}`).join(', ');
}

/** Where tenant and stand-ins differ, for people. Empty where they say the same. */
export const differenceLines = ({ compared }: Pick<DialogueRecord, 'compared'>): string[] =>
  compared
    .filter(({ likeness }) => !likeness.startsWith('same'))
    .flatMap(({ place, likeness, there, here }) => [
      `${likeness}: ${place}`,
      ...(there === undefined ? [] : [`  tenant    ${there}`]),
      ...(here === undefined ? [] : [`  stand-in  ${here}`]),
    ]);

/** The whole record to be read by a person who decides whether to send it. */
export function recordText(record: DialogueRecord): string {
  const { at, situation, tenant } = record;
  const { cloud, certificateSource, permissionModel, sends, failure } = situation;
  const dialogue = tenant.lines.map(
    ({ place, says, ms }) => `${String(ms).padStart(7)} ms  ${place}: ${says}`,
  );
  const differences = differenceLines(record);
  return [
    `Dialogue of SendAsApp with a tenant, ${at}`,
    `cloud ${cloud}, certificate ${certificateSource}, permission model ${permissionModel}, ${sends ? 'one message sent' : 'nothing sent'}`,
    failure === undefined ? 'Everything asked for was taken.' : `It ended with ${failure}.`,
    '',
    `Compared with the stand-ins: ${countLine(record)}`,
    '',
    ...(differences.length > 0 ? differences : ['No difference.']),
    '',
    'The whole dialogue:',
    ...dialogue,
    '',
  ].join('\n');
}

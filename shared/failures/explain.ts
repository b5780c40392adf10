import { catalogue } from './catalogue.ts';
import type { Fault, Step } from './fault.ts';
import { foldReply } from './fold-reply.ts';
import { guessStep } from './guess-step.ts';
import type {
  Evidence,
  FailureMeaning,
  Fix,
  KnownFailure,
  Lowered,
  Scope,
  Treatment,
} from './known-failure.ts';
import { fillCommand, fillText, type PlaceholderValues } from './placeholders.ts';
import { unlisted } from './unlisted.ts';
import { whatHappens } from './what-happens.ts';

/**
 * What a failure means and how it is mended, with the values at hand filled in. `wait` is in seconds, 0 for none;
 * `becomes` says what becomes of the message; the other fields are those of `KnownFailure`.
 */
export interface Explanation {
  id: string;
  at: Step;
  meaning: string;
  causes: readonly string[];
  fix: readonly Fix[];
  treat: Treatment;
  scope?: Scope;
  wait: number;
  lowers?: Lowered;
  pausesEndpoint?: true;
  dependsOnHistory?: true;
  becomes: string;
  source: string;
  evidence: Evidence;
  said: string;
  more: string;
}

const byId = new Map(catalogue.map((row) => [row.id, row]));

/** Explains a fault. Never throws; a fault that no row knows gets the id `unlisted` and what its codes tell. */
export function explain(fault: Fault, values: PlaceholderValues = {}): Explanation {
  const own = byId.get(fault.code ?? '');
  const reply = foldReply(`${fault.code ?? ''} ${fault.said}`);
  const row = own ?? rowFor(reply, fault.at) ?? unlisted(reply, fault.at);
  return worded(row, reply, fault.said, values);
}

/** Explains an error as somebody pasted it, with whatever stands around it. Never throws. */
export function explainText(text: string, values: PlaceholderValues = {}): Explanation {
  return explain({ at: guessStep(foldReply(text)), said: text.trim() }, values);
}

/** Steps that talk to the same service. A line that breaks says the same words whoever was at its other end. */
const legs: Record<Step, string> = {
  setup: 'setup',
  settings: 'settings',
  message: 'message',
  vault: 'vault',
  certificate: 'vault',
  token: 'token',
  connect: 'smtp',
  login: 'smtp',
  submit: 'smtp',
  storage: 'storage',
};

/** Copies lose spaces and change case on their way: both are left open, whatever the row says. */
const patterns = catalogue.map(({ when }) => new RegExp(when.source.replaceAll(' ', ' ?'), 'i'));

/** No more patterns than needed: each is compiled when it is first used, which for all of them takes 30 ms. */
function rowFor(reply: string, at: Step): KnownFailure | undefined {
  const knows = (_row: KnownFailure, index: number) => patterns[index]?.test(reply);
  const isOfItsLeg = (row: KnownFailure) => legs[row.at] === legs[at];
  return catalogue.find((row, index) => isOfItsLeg(row) && knows(row, index)) ?? catalogue.find(knows);
}

function worded(row: FailureMeaning, reply: string, said: string, values: PlaceholderValues): Explanation {
  const meaning = fillText(row.meaning, values);
  const detail = row.reads?.(reply);
  return {
    id: row.id,
    at: row.at,
    meaning: detail ? `${meaning} ${detail}` : meaning,
    causes: row.causes.map((cause) => fillText(cause, values)),
    fix: row.fix.map((fix) => wordedFix(fix, values)),
    treat: row.treat,
    ...(row.scope && { scope: row.scope }),
    wait: row.wait ?? 0,
    ...(row.lowers && { lowers: row.lowers }),
    ...(row.pausesEndpoint && { pausesEndpoint: true }),
    ...(row.dependsOnHistory && { dependsOnHistory: true }),
    becomes: whatHappens(row),
    source: row.source,
    evidence: row.evidence,
    said,
    more: `docs/errors.md#${row.id}`,
  };
}

function wordedFix({ does, portal, command }: Fix, values: PlaceholderValues): Fix {
  return {
    does: fillText(does, values),
    ...(portal && { portal: fillText(portal, values) }),
    ...(command && { command: fillCommand(command, values) }),
  };
}

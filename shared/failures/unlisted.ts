import type { Step } from './fault.ts';
import type { FailureMeaning, Fix, Scope, Treatment } from './known-failure.ts';

/** Subjects of an enhanced status code, by its second number (RFC 3463 §3). */
const subjects: Record<string, string> = {
  '1': 'about an address',
  '2': 'about a mailbox',
  '3': 'about the mail system',
  '4': 'about the network or routing',
  '5': 'about the SMTP protocol',
  '6': 'about the content of the message',
  '7': 'about security or policy',
};

interface Handling {
  treat: Treatment;
  scope?: Scope;
  wait?: number;
}

const again: Handling = { treat: 'retry', wait: 60 };
const holdAll: Handling = { treat: 'hold', scope: 'app', wait: 900 };
const holdMailbox: Handling = { treat: 'hold', scope: 'mailbox', wait: 900 };
const fail: Handling = { treat: 'fail' };

/** What a refusal that nobody foresaw is taken for, by the step that it ended. */
const whenRefused: Record<Step, Handling> = {
  setup: holdAll,
  settings: holdAll,
  message: fail,
  vault: holdAll,
  certificate: holdAll,
  token: holdAll,
  connect: holdAll,
  login: holdMailbox,
  submit: fail,
  storage: holdAll,
};

const smtpReply = /\b([45])\d\d(?: ([45])\.(\d{1,3})\.\d{1,3}\b| (?=[A-Z"']))/;
const enhancedCode = /(?<![\d.])([45])\.(\d{1,3})\.\d{1,3}(?![\d.])/;
const passing = /\b(?:429|50[0234])\b|temporarily|throttl|too many requests|time(?:d )?-?out|server_error/i;

/**
 * Reads a reply that the catalogue does not know by its class alone: 4xx asks to try again (RFC 5321 §4.2.1), a 5xx
 * is taken for what usually goes wrong at its step. Says openly that it is a guess.
 */
export function unlisted(reply: string, at: Step): FailureMeaning {
  const isSmtp = at === 'connect' || at === 'login' || at === 'submit';
  const smtp = isSmtp ? readCodes(reply) : undefined;
  const mayPass = smtp ? smtp.digit === '4' : passing.test(reply) || (isSmtp && at === 'connect');
  return {
    id: 'unlisted',
    at,
    meaning: `This error is not in the catalogue. ${whatIsReadable(reply, smtp, mayPass)}`,
    causes: ['Not known: the words of the reply are the best lead there is.'],
    fix: [lookUp(reply)],
    ...(mayPass || !isReadable(reply) ? again : whenRefused[at]),
    source: smtp ? 'RFC 5321 and RFC 3463 (classes of reply codes)' : 'none',
    evidence: smtp ? 'documented' : 'reported',
  };
}

interface Codes {
  digit: string;
  subject: string | undefined;
}

function readCodes(reply: string): Codes | undefined {
  const [, basic, , subject] = smtpReply.exec(reply) ?? [];
  if (basic) return { digit: basic, subject };
  const [, digit, enhancedSubject] = enhancedCode.exec(reply) ?? [];
  return digit ? { digit, subject: enhancedSubject } : undefined;
}

const isReadable = (reply: string): boolean => /\p{L}{3}|\d{3}/u.test(reply);

function lookUp(reply: string): Fix {
  const [, number] = /\bAADSTS(\d{1,9})\b/.exec(reply) ?? [];
  return {
    does: 'Read the reply itself, and look for its code in the documentation of the service that sent it.',
    ...(number && { portal: `https://login.microsoftonline.com/error?code=${number}` }),
  };
}

function whatIsReadable(reply: string, smtp: Codes | undefined, mayPass: boolean): string {
  if (!isReadable(reply)) return 'It has no words to go by.';
  if (!smtp && mayPass) return 'It looks like one that passes by itself.';
  if (!smtp) return 'Nothing in it says that it passes by itself.';
  const about = subjects[smtp.subject ?? ''];
  const kind = smtp.digit === '4' ? 'a refusal for now' : 'a final refusal';
  return `Its code stands for ${kind}${about ? `, ${about}` : ''}.`;
}

import { plainText } from './plain-text.ts';
import { readableChallenge } from './sasl-challenge.ts';

/** No reply that matters is longer; what follows in a pasted log is not looked at. */
const longest = 50_000;

/**
 * One line out of a reply as servers, libraries, logs and mail programs print it: the lines of a multi-line SMTP reply
 * joined without repeating the codes (RFC 5321 §4.2.1), escapes undone, white space folded, codes set apart by one
 * space from each other and from the words.
 */
export function foldReply(text: string): string {
  const lines = plainText(readableChallenge(text.slice(0, longest))).split(/\r\n?|\n/);
  return joinReplyLines(lines)
    .replace(/\b([245]\d\d)[ ,:-]{0,2}(?:b?['"])?#?(?=[245]\.\d{1,3}\.\d)/gi, '$1 ')
    .replace(/\b([245]\.\d{1,3}\.\d{1,3})(?=[A-Za-z])/g, '$1 ')
    .replace(/[,;](?=[A-Za-z])/g, '$& ')
    .replace(/\bAADSTS[\s:#-]{1,3}(?=\d)/gi, 'AADSTS')
    .replace(/\s+/g, ' ')
    .trim();
}

const replyLine = /^(?:.{0,120}?[\s<>:])?([245]\d\d)([ -])(?:[245]\.\d{1,3}\.\d{1,3}(?=\s))?(.*)$/;

function joinReplyLines(lines: string[]): string {
  let unfinished = '';
  const joined = lines.map((line) => {
    const [, code = '', mark, words = ''] = replyLine.exec(line) ?? [];
    const isContinuation = code !== '' && code === unfinished;
    unfinished = mark === '-' ? code : '';
    return isContinuation ? words : line;
  });
  return joined.join(' ');
}

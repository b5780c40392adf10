/** No reply that matters is longer; what follows in a pasted log is not looked at. */
const longest = 50_000;

/**
 * One line out of a reply as servers, libraries and logs print it: the lines of a multi-line SMTP reply joined
 * without repeating the codes (RFC 5321 §4.2.1), escapes of JSON undone, white space folded.
 */
export function foldReply(text: string): string {
  const lines = text
    .slice(0, longest)
    .replace(/\\u0027/g, "'")
    .replace(/\\"/g, '"')
    .split(/\r\n?|\n|\\r\\n|\\n/);
  return joinReplyLines(lines)
    .replace(/\b([245]\d\d)-(?=[245]\.\d)/g, '$1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

const replyLine = /^(?:.{0,60}?[\s<>:])?([245]\d\d)([ -])(?:[245]\.\d{1,3}\.\d{1,3}(?=\s))?(.*)$/;

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

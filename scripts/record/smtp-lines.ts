import type { HearSmtp } from '../../shared/smtp/endpoint.ts';
import type { Said } from './line.ts';

/** Makes lines of one SMTP conversation: each reply with the command that it answers, EHLO's a line for each keyword. */
export function hearSmtp(name: string, heard: (line: Said) => void): HearSmtp {
  // Commands may be sent before the replies to those before them have come.
  const asked = ['greeting'];
  let isSecure = false;

  return (by, text) => {
    if (by === 'client') {
      // The argument of AUTH is base64 of the address and the token.
      const says = text.replace(/^(AUTH \S+) .*/s, '$1 <token>');
      const verb = /^\w+/.exec(says)?.[0].toUpperCase() ?? 'answer';
      const command = verb === 'EHLO' && isSecure ? 'EHLO in TLS' : verb;
      asked.push(command);
      heard({ place: `${name} client ${command}`, says });
      return;
    }
    const command = asked.shift() ?? 'unasked';
    if (command === 'STARTTLS') isSecure = true;
    if (text.startsWith('354')) asked.unshift('end of message');
    const place = `${name} ${command}`;
    if (command.startsWith('EHLO') && text.startsWith('250')) {
      for (const line of ehloLines(text)) heard({ ...line, place: `${place} ${line.place}` });
    } else {
      heard({ place, says: text.replace(/\r?\n/g, ' ') });
    }
  };
}

function ehloLines(text: string): Said[] {
  const [hello = '', ...keywords] = text.split(/\r?\n/).map((line) => line.slice(4));
  return [
    { place: 'hello', says: hello },
    ...keywords.map((line) => ({ place: line.split(/[ =]/)[0]?.toUpperCase() ?? '', says: line })),
  ];
}

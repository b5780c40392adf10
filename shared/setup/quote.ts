import { powerShellLiteral } from '../failures/powershell-literal.ts';

/**
 * A PowerShell expression of ASCII on one line that gives this text, for scripts in files: Windows PowerShell 5.1 reads
 * a file without a byte order mark in the machine's own code page. `'M' + [char]0xfc + 'ller'`, in brackets.
 */
export function asciiQuoted(text: string): string {
  if (/^[ -~]*$/.test(text)) return powerShellLiteral(text);
  const parts = (text.match(/[ -~]+|[^ -~]/g) ?? []).map((part) =>
    /^[ -~]/.test(part) ? powerShellLiteral(part) : `[char]0x${part.charCodeAt(0).toString(16)}`,
  );
  // The first summand decides the type of the sum.
  if (!parts[0]?.startsWith("'")) parts.unshift("''");
  return `(${parts.join(' + ')})`;
}

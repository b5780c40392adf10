import type { Step } from './fault.ts';

/** What gives away who was spoken to, the surest sign first. */
const signs: readonly (readonly [RegExp, Step])[] = [
  [
    /\bAADSTS\d|"error_codes"|login\.(?:microsoftonline|partner|chinacloudapi)|\binvalid_(?:client|grant|scope|resource)\b|\bendpoints_resolution_error\b/i,
    'token',
  ],
  [/\bvault\.(?:azure\.(?:net|cn)|usgovcloudapi\.net)|key ?vault|\bForbiddenBy|managed ?identity/i, 'vault'],
  [
    /\.(?:queue|table|blob)\.(?:core|storage)\.|\bodata\.error\b|\bAuthorization(?:PermissionMismatch|Failure)\b|\b(?:Queue|Table|Container)NotFound\b|\bServerBusy\b|storage account|x-ms-error-code/i,
    'storage',
  ],
  [/ExchangeOnline|\w-Module\b|\bcmdlet\b|PowerShell|\|Microsoft\.Exchange\.Configuration/i, 'setup'],
  [
    /\b(?:535|334|530|534|504)[ -]|\b454 4\.7\.0|Invalid login|\bEAUTH\b|\bAUTH (?:XOAUTH2|LOGIN|PLAIN)\b/,
    'login',
  ],
  [
    /\b421[ -]|STARTTLS|\bE(?:CONN|TIMEDOUT|SOCKET|TLS|DNS|NOTFOUND|AI_AGAIN|HOST|NET|PROTO)|getaddrinfo/,
    'connect',
  ],
  [/\b[45]\d\d[ -](?:[45]\.\d|[A-Z])|\b[45]\.\d{1,3}\.\d{1,3}\b|STOREDRV|RESOLVER\./, 'submit'],
  [/\bTLS|\bSSL|certificate|socket|connection/i, 'connect'],
];

/** The step at which a pasted error most likely arose; where nothing tells, the last one. */
export function guessStep(reply: string): Step {
  return signs.find(([sign]) => sign.test(reply))?.[1] ?? 'submit';
}

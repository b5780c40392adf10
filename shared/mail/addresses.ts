import { domainToASCII } from 'node:url';
import { failed, ok, type Result } from '../failures/result.ts';
import { notOneLine, oneLine } from './text.ts';

/** `dot-atom` of RFC 5322 §3.2.3: quoted local parts are left out on purpose, they can hold what SMTP trips over. */
const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** `domainToASCII` reads a URL host: it undoes %61, cuts at `/` and drops soft hyphens. Only these may reach it. */
const domainCharacters = /^[\p{L}\p{M}\p{Nd}.-]+$/u;

const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** An address as SMTP needs it: ASCII throughout, domain in lower case. The error never repeats the address. */
export function parseAddress(written: string): Result<string, string> {
  if (!oneLine.test(written)) return failed(notOneLine);
  if (/[\s<>"]/.test(written))
    return failed('must be a bare address; a display name goes into { "name": …, "address": … }');
  const [local = '', domain, ...more] = written.split('@');
  if (domain === undefined || more.length > 0) return failed('must have exactly one `@`');
  if (!dotAtom.test(local))
    return failed(
      "must have only ASCII letters, digits, !#$%&'*+/=?^_`{|}~- and single dots between them before the `@`",
    );
  if (local.length > 64) return failed('may have at most 64 characters before the `@`');
  const ascii = parseDomain(domain);
  if (!ascii.ok) return ascii;
  const address = `${local}@${ascii.value}`;
  return address.length > 254 ? failed('may have at most 254 characters') : ok(address);
}

function parseDomain(domain: string): Result<string, string> {
  if (!domainCharacters.test(domain))
    return failed('must have a domain name such as contoso.com after the `@`');
  const labels = domainToASCII(domain).split('.');
  if (!labels.every((label) => domainLabel.test(label)))
    return failed(
      'must have a valid domain name after the `@`: labels of 1 to 63 letters, digits and hyphens',
    );
  if (labels.length < 2) return failed('must have a full domain name after the `@`, such as contoso.com');
  if (/^\d+$/.test(labels.at(-1) ?? '')) return failed('must not have an IP address after the `@`');
  return ok(labels.join('.'));
}

/** The addresses of a text such as `ada@contoso.com; bob@contoso.com`. An error names the wrong one by its number. */
export function parseAddresses(written: string): Result<string[], string> {
  // Before the pieces are trimmed: a line break is refused at their edges as well.
  if (!oneLine.test(written)) return failed(notOneLine);
  const pieces = written
    .split(/[;,]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const addresses: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const parsed = parseAddress(piece);
    if (parsed.ok) addresses.push(parsed.value);
    else
      return pieces.length === 1
        ? parsed
        : failed(`has a wrong address at place ${index + 1}: it ${parsed.error}`);
  }
  return ok(addresses);
}

/** The part of an address that may stand in a log. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

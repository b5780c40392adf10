import { failed, ok, type Result } from '../failures/result.ts';
import { domainOf, parseAddress } from './addresses.ts';

/** Who may get mail: whole addresses, and domains whose every address may. All ASCII, in lower case. */
export interface RecipientList {
  addresses: readonly string[];
  domains: readonly string[];
}

/** Reads `ada@contoso.com, fabrikam.com`; a domain stands for itself alone, not for those below it. */
export function parseRecipientList(text: string): Result<RecipientList, string> {
  const addresses: string[] = [];
  const domains: string[] = [];
  for (const part of text.split(/[,;]/).map((one) => one.trim().replace(/^@/, ''))) {
    if (part === '') continue;
    const isDomain = !part.includes('@');
    const parsed = parseAddress(isDomain ? `anybody@${part}` : part);
    if (!parsed.ok) return failed(`has an entry that is neither an address nor a domain: it ${parsed.error}`);
    if (isDomain) domains.push(domainOf(parsed.value));
    else addresses.push(parsed.value.toLowerCase());
  }
  return addresses.length + domains.length > 0 ? ok({ addresses, domains }) : failed('names nobody');
}

/** Whether an address is one of the list; local parts are compared without regard to case, as Exchange does. */
export function isListed({ addresses, domains }: RecipientList, address: string): boolean {
  const wanted = address.toLowerCase();
  return addresses.includes(wanted) || domains.includes(domainOf(wanted));
}

import { failed, ok, type Result } from '../../../shared/failures/result.ts';

/** Comparisons of a recipient filter, any of which puts a recipient into the scope. */
export interface RecipientFilter {
  /** Addresses that `PrimarySmtpAddress` is compared with. */
  addresses: readonly string[];
  /** The filter as Exchange gives it back: every comparison in brackets. */
  shown: string;
}

const comparison = /\b(PrimarySmtpAddress|EmailAddresses|MemberOfGroup)\s+-eq\s+'((?:[^']|'')*)'/gi;

/**
 * Reads an OPATH filter of comparisons joined by `-or`; a quotation mark in a value is doubled. Groups have no
 * members here. Anything else is refused.
 */
export function readRecipientFilter(filter: string): Result<RecipientFilter, string> {
  const found = [...filter.matchAll(comparison)];
  const rest = filter.replaceAll(comparison, '?').replace(/[()\s]/g, '');
  if (!/^\?(?:-or\?)*$/i.test(rest)) return failed(`Invalid filter syntax: ${filter}`);
  const shown = found.map(([, property, value]) => `(${property} -eq '${value}')`);
  return ok({
    addresses: found
      .filter(([, property]) => property?.toLowerCase() !== 'memberofgroup')
      .map(([, , value = '']) => value.replaceAll("''", "'")),
    shown: shown.length === 1 ? shown.join() : `(${shown.join(' -or ')})`,
  });
}

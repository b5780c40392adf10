import { withoutTokens } from '../failures/without-tokens.ts';

/** Anything that may be a mail address, with what stands around it in replies. The bounds keep wild texts quick. */
const addresses = /(?:"[^"\n]{1,255}"|[^\s<>"(),;:[\]]{1,255})@[^\s<>"(),;:[\]]{1,255}/g;

/**
 * A server's words for somebody without a key: they may repeat a recipient, a mailbox, or what was sent to log in. Who
 * has a key may see the addresses that are our `own`, in small letters.
 */
export const withoutAddresses = (text: string, own: readonly string[] = []): string =>
  withoutTokens(text).replace(addresses, (found) =>
    own.includes(found.replace(/\.$/, '').toLowerCase()) ? found : '[address]',
  );

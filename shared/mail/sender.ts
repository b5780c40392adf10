import { failed, ok, type Result } from '../failures/result.ts';
import { parseAddress } from './addresses.ts';

/** Who logs in (`user=` of XOAUTH2), with the From addresses it may use beside its own. All ASCII. */
export interface Mailbox {
  address: string;
  senders: readonly string[];
}

/** Reads `mailbox: sender, sender; mailbox`. A From address that two mailboxes claim is an error: who would log in? */
export function parseMailboxes(text: string): Result<readonly Mailbox[], string> {
  const mailboxes: Mailbox[] = [];
  const claimed = new Set<string>();
  for (const part of text.split(';').filter((part) => part.trim() !== '')) {
    const [own = '', ...rest] = part.split(':');
    if (rest.length > 1) return failed('has a second ":" in one entry (mailboxes are parted by ";")');
    const senders = (rest[0] ?? '').split(',').filter((sender) => sender.trim() !== '');
    const addresses: string[] = [];
    for (const written of [own, ...senders]) {
      const address = parseAddress(written.trim());
      if (!address.ok) return failed(`has an entry that is no mail address: ${address.error}`);
      const key = address.value.toLowerCase();
      if (claimed.has(key)) return failed('names one address twice: From must lead to exactly one mailbox');
      claimed.add(key);
      addresses.push(address.value);
    }
    const [address = '', ...others] = addresses;
    mailboxes.push({ address, senders: others });
  }
  return mailboxes.length > 0 ? ok(mailboxes) : failed('names no mailbox');
}

/** The mailbox that sends for a From address, and that address as it is configured; undefined where none may use it. */
export function findSender(
  mailboxes: readonly Mailbox[],
  from: string | undefined,
): { mailbox: Mailbox; from: string } | undefined {
  if (from === undefined) {
    const only = mailboxes.length === 1 ? mailboxes[0] : undefined;
    return only && { mailbox: only, from: only.address };
  }
  const wanted = from.toLowerCase();
  for (const mailbox of mailboxes) {
    const match = [mailbox.address, ...mailbox.senders].find((address) => address.toLowerCase() === wanted);
    if (match !== undefined) return { mailbox, from: match };
  }
  return undefined;
}

import { type Contoso, makeContoso } from '../../../local/contoso.ts';
import type { Reply } from '../../../local/exchange/state.ts';

const at = (name: string) => `${name}@contoso.example`;

/** One for each way in which messages may be left. `former` is not in the settings any more when they are found. */
export const mailboxes = {
  main: at('billing'),
  held: at('alerts'),
  senders: at('team'),
  app: at('reports'),
  former: at('former'),
};

/** Addresses that a mailbox may send as. */
export const senders = { paused: at('invoices'), held: at('dunning') };

/** For `MAIL_MAILBOXES`. */
export const mailboxesSetting = ({ main, held, senders: team, app }: typeof mailboxes): string =>
  `${main}: ${senders.paused}; ${held}; ${team}: ${senders.held}; ${app}`;

export const recipients = {
  ada: 'ada@fabrikam.example',
  /** Refused for good, and for now. */
  nobody: 'nobody@fabrikam.example',
  later: 'later@fabrikam.example',
};

const refusals: Record<string, Reply> = {
  [recipients.nobody]: '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found',
  [recipients.later]: '450 4.5.0 No recipient succeeded',
};

/** Contoso with these mailboxes: one may not log in, and one may not send as its sender. */
export async function makeCompany(): Promise<Contoso> {
  const contoso = await makeContoso();
  const { exchange, mailbox, application } = contoso;
  const others = [mailboxes.held, mailboxes.senders, mailboxes.app, mailboxes.former];
  exchange.mailboxes.push(...others.map((address) => ({ ...mailbox, address })));
  exchange.otherRecipients = [
    { address: senders.paused, sendAs: [application.objectId] },
    { address: senders.held, sendAs: [] },
  ];
  exchange.recipientsRefused = { ...refusals };
  mailboxCalled(contoso, mailboxes.held).smtpClientAuthenticationDisabled = true;
  return contoso;
}

/** Everything that keeps its messages is mended. */
export function mendCompany(contoso: Contoso): void {
  const { exchange, application } = contoso;
  application.enabled = true;
  mailboxCalled(contoso, mailboxes.held).smtpClientAuthenticationDisabled = false;
  for (const sender of exchange.otherRecipients ?? []) sender.sendAs = [application.objectId];
  delete exchange.recipientsRefused;
}

function mailboxCalled({ exchange }: Contoso, address: string) {
  const found = exchange.mailboxes.find((one) => one.address === address);
  if (!found) throw new Error(`Contoso has no mailbox ${address}`);
  return found;
}

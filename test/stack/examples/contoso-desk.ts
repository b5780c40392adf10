import { makeContoso } from '../../../local/contoso.ts';
import { type Desk, onDesk } from '../../support/desk.ts';

/** A desk whose tenant is the one that the examples name. */
export async function onContosoDesk(
  env: Record<string, string>,
  work: (desk: Desk) => Promise<void>,
): Promise<void> {
  const contoso = await makeContoso();
  contoso.mailbox.address = 'billing@contoso.com';
  contoso.exchange.otherRecipients = [];
  await onDesk({ contoso, env: { MAIL_MAILBOXES: contoso.mailbox.address, ...env } }, work);
}

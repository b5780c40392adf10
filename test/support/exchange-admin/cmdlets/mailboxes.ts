import type { Mailbox } from '../../../../local/exchange/mailbox.ts';
import {
  type Cmdlet,
  findRecipients,
  isMailbox,
  mailboxesOf,
  type Parameters,
  type Recipient,
  recipientsOf,
  type Said,
  takeOver,
  text,
  withRecipient,
} from '../cmdlet.ts';
import { notFound, wrongValue } from '../refusals.ts';

const MIB = 1_048_576;

/** Sizes are shown as Exchange does: for people first, then in bytes. */
const size = (bytes: number) => `${bytes / MIB} MB (${bytes.toLocaleString('en')} bytes)`;

const name = ({ address }: { address: string }) => address.slice(0, address.indexOf('@'));

const kind = (recipient: Recipient) => (isMailbox(recipient) ? 'UserMailbox' : 'SharedMailbox');

const casMailbox = (mailbox: Mailbox) => ({
  Name: name(mailbox),
  Identity: mailbox.address,
  PrimarySmtpAddress: mailbox.address,
  SmtpClientAuthenticationDisabled: mailbox.smtpClientAuthenticationDisabled,
});

/** The objects of a Get- command: those that are named, or all where nothing is. */
function get<T extends Recipient>(
  recipients: T[],
  parameters: Parameters,
  show: (recipient: T) => object,
): Said {
  const identity = text(parameters, 'Identity');
  const found = findRecipients(recipients, identity);
  return identity && found.length === 0 ? { error: notFound(identity) } : { output: found.map(show) };
}

/** Bytes of a size as it may be written: `150MB`, `150 MB (157,286,400 bytes)`, `157286400`. */
function bytesOf(written: string): number | undefined {
  const inBytes = /\(([\d,]+) bytes\)/.exec(written)?.[1]?.replaceAll(',', '');
  const [, amount, unit = ''] = /^\s*([\d.]+)\s*(KB|MB|GB)?/i.exec(written) ?? [];
  if (inBytes) return Number(inBytes);
  const factors: Record<string, number> = { '': 1, KB: 1024, MB: MIB, GB: 1024 * MIB };
  return amount === undefined ? undefined : Number(amount) * (factors[unit.toUpperCase()] ?? 1);
}

/** Mailboxes and their users. */
export const mailboxes: Readonly<Record<string, Cmdlet>> = {
  'Get-Recipient': ({ state }, parameters) =>
    get(recipientsOf(state), parameters, (recipient) => ({
      Name: name(recipient),
      Identity: recipient.address,
      PrimarySmtpAddress: recipient.address,
      RecipientTypeDetails: kind(recipient),
    })),

  'Get-Mailbox': ({ state }, parameters) =>
    get(recipientsOf(state), parameters, (recipient) => ({
      Name: name(recipient),
      Identity: recipient.address,
      PrimarySmtpAddress: recipient.address,
      WindowsEmailAddress: recipient.address,
      RecipientTypeDetails: kind(recipient),
      ...(isMailbox(recipient) && {
        MaxSendSize: size(recipient.maxSendSize ?? state.limits?.maxSendSize ?? 35 * MIB),
        RecipientLimits: String(recipient.recipientLimits ?? state.limits?.recipientsPerMessage ?? 500),
        MessageCopyForSMTPClientSubmissionEnabled:
          recipient.messageCopyForSMTPClientSubmissionEnabled ?? true,
      }),
      MessageCopyForSentAsEnabled: recipient.messageCopyForSentAsEnabled ?? false,
      MessageCopyForSendOnBehalfEnabled: recipient.messageCopyForSendOnBehalfEnabled ?? false,
    })),

  'Set-Mailbox': ({ state }, parameters) =>
    withRecipient(recipientsOf(state), parameters, (recipient) => {
      const asked: Record<string, unknown> = { ...parameters };
      const maxSendSize = text(parameters, 'MaxSendSize');
      if (maxSendSize) {
        asked.MaxSendSize = bytesOf(maxSendSize);
        if (!(Number(asked.MaxSendSize) <= 150 * MIB)) {
          return { error: wrongValue('MaxSendSize', 'at most 150 MB.') };
        }
      }
      const recipientLimits = text(parameters, 'RecipientLimits');
      if (recipientLimits) {
        asked.RecipientLimits = Number(recipientLimits);
        if (!(Number(recipientLimits) >= 1 && Number(recipientLimits) <= 1000)) {
          return { error: wrongValue('RecipientLimits', '1 to 1000.') };
        }
      }
      const old = recipient.address;
      const said = takeOver<Partial<Mailbox>>(
        recipient,
        asked,
        {
          MaxSendSize: 'maxSendSize',
          RecipientLimits: 'recipientLimits',
          WindowsEmailAddress: 'address',
          MessageCopyForSMTPClientSubmissionEnabled: 'messageCopyForSMTPClientSubmissionEnabled',
          MessageCopyForSentAsEnabled: 'messageCopyForSentAsEnabled',
          MessageCopyForSendOnBehalfEnabled: 'messageCopyForSendOnBehalfEnabled',
        },
        name(recipient),
      );
      // The address that was the primary one stays as an alias.
      if (recipient.address !== old && isMailbox(recipient)) {
        recipient.aliases = [...(recipient.aliases ?? []), old];
      }
      return said;
    }),

  'Get-MailboxStatistics': ({ state }, parameters) =>
    withRecipient(mailboxesOf(state), parameters, (mailbox) => ({
      output: [
        {
          DisplayName: name(mailbox),
          ItemCount: 41,
          TotalItemSize: mailbox.condition === 'full' ? '50 GB (53,687,091,200 bytes)' : size(12 * MIB),
        },
      ],
    })),

  'Get-CASMailbox': ({ state }, parameters) => get(mailboxesOf(state), parameters, casMailbox),

  'Set-CASMailbox': ({ state }, parameters) =>
    withRecipient(mailboxesOf(state), parameters, (mailbox) =>
      takeOver(
        mailbox,
        parameters,
        { SmtpClientAuthenticationDisabled: 'smtpClientAuthenticationDisabled' },
        name(mailbox),
      ),
    ),

  'Get-User': ({ state }, parameters) =>
    get(recipientsOf(state), parameters, (recipient) => ({
      Name: name(recipient),
      Identity: recipient.address,
      UserPrincipalName: recipient.address,
      AuthenticationPolicy: isMailbox(recipient) ? (recipient.authenticationPolicy ?? null) : null,
    })),
};

import { includesAddress, type Mailbox, type OtherRecipient } from '../../../local/exchange/mailbox.ts';
import type { ExchangeState } from '../../../local/exchange/state.ts';
import type { Administrator } from './administrator.ts';
import { ambiguous, notFound, nothingModified, type Refusal, type Sentence } from './refusals.ts';

/** The parameters of a command, as PowerShell has bound and checked them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** What a command says: objects on the pipeline, a warning, or an error. */
export interface Said {
  output?: readonly object[];
  warning?: Sentence;
  error?: Refusal;
}

/** What a command works on. Either may be changed, or replaced, while a shell runs. */
export interface Exchange {
  state: ExchangeState;
  administrator: Administrator;
}

/** A cmdlet behind the door: changes the state, and says what the real one would. */
export type Cmdlet = (exchange: Exchange, parameters: Parameters) => Said;

/** An application as Exchange Online lists it. */
export type ServicePrincipal = ExchangeState['servicePrincipals'][number];
/** Whatever has an address. */
export type Recipient = Mailbox | OtherRecipient;

/** A text parameter; empty and null are as good as absent, as with Exchange: `Get-… -Identity $null` gives all. */
export const text = (parameters: Parameters, name: string): string | undefined =>
  typeof parameters[name] === 'string' && parameters[name] !== '' ? parameters[name] : undefined;

/** A mandatory one: PowerShell has seen to it. */
export const given = (parameters: Parameters, name: string): string => text(parameters, name) ?? '';

const isSoftDeleted = (recipient: Recipient) => isMailbox(recipient) && recipient.condition === 'softDeleted';

/** Mailboxes, shared ones and groups that the directory shows. */
export const recipientsOf = ({ mailboxes, otherRecipients = [] }: ExchangeState): Recipient[] =>
  [...mailboxes, ...otherRecipients].filter((recipient) => !isSoftDeleted(recipient));

/** Whether somebody can log in to it. */
export const isMailbox = (recipient: Recipient): recipient is Mailbox => 'fullAccess' in recipient;

/** The mailboxes among them. */
export const mailboxesOf = (state: ExchangeState): Mailbox[] => recipientsOf(state).filter(isMailbox);

/** The recipients of that address or alias, or all where none is named. */
export function findRecipients<T extends Recipient>(recipients: T[], identity: string | undefined): T[] {
  if (!identity) return recipients;
  const aliases = (recipient: Recipient) => (isMailbox(recipient) && recipient.aliases) || [];
  return recipients.filter((recipient) =>
    includesAddress([recipient.address, ...aliases(recipient)], identity),
  );
}

/** Does it to the recipient, or says that there is none of that name. */
export function withRecipient<T extends Recipient>(
  recipients: T[],
  parameters: Parameters,
  does: (recipient: T) => Said,
): Said {
  const identity = given(parameters, 'Identity');
  const [found] = findRecipients(recipients, identity);
  return found ? does(found) : { error: notFound(identity) };
}

/** Does it to the service principal with this object id, client id or display name, in any writing. */
export function withPrincipal(
  { servicePrincipals }: ExchangeState,
  identity: string,
  does: (principal: ServicePrincipal) => Said,
): Said {
  const wanted = identity.toLowerCase();
  const found = servicePrincipals.filter(({ objectId, appId, displayName }) =>
    [objectId, appId, displayName].some((name) => name.toLowerCase() === wanted),
  );
  const [principal, other] = found;
  if (!principal) return { error: notFound(identity) };
  return other ? { error: ambiguous(identity) } : does(principal);
}

/** Takes over those parameters that differ. What a command names and what the object is called may differ: `names`. */
export function takeOver<T extends object>(
  target: T,
  parameters: Parameters,
  names: Readonly<Record<string, keyof T>>,
  title: string,
): Said {
  const changes = Object.entries(names).filter(
    ([parameter, key]) => parameter in parameters && target[key] !== parameters[parameter],
  );
  for (const [parameter, key] of changes) target[key] = parameters[parameter] as T[typeof key];
  return changes.length > 0 ? {} : { warning: nothingModified(title) };
}

import {
  type Cmdlet,
  type Exchange,
  findRecipients,
  given,
  mailboxesOf,
  type Parameters,
  recipientsOf,
  type Said,
  text,
  withPrincipal,
  withRecipient,
} from '../cmdlet.ts';
import { alreadyOnObject, notFound, notOnObject, wrongValue } from '../refusals.ts';

/** How an entry is named whose application is not registered any more. */
const nameOf = ({ state }: Exchange, objectId: string): string =>
  state.servicePrincipals.find((principal) => principal.objectId === objectId)?.displayName ?? objectId;

const add = (holders: string[], objectId: string, name: string, output: object): Said => {
  if (holders.includes(objectId)) return { warning: alreadyOnObject(name), output: [output] };
  holders.push(objectId);
  return { output: [output] };
};

const remove = (holders: string[], objectId: string, name: string): Said => {
  const at = holders.indexOf(objectId);
  if (at < 0) return { warning: notOnObject(name) };
  holders.splice(at, 1);
  return {};
};

const fullAccess = (mailbox: string, user: string, rights: readonly string[] = ['FullAccess']) => ({
  Identity: mailbox,
  User: user,
  AccessRights: rights,
  IsInherited: false,
  Deny: false,
  InheritanceType: 'All',
});

const sendAs = (recipient: string, trustee: string) => ({
  Identity: recipient,
  Trustee: trustee,
  AccessControlType: 'Allow',
  AccessRights: ['SendAs'],
  IsInherited: false,
  InheritanceType: 'None',
});

/** What is done to a list of object ids: to which one, in whose list, and how the application is called. */
type Change = (holders: string[], objectId: string, address: string, name: string) => Said;

/** Changes who has FullAccess to the mailbox that a command names. */
function onMailbox({ state }: Exchange, parameters: Parameters, change: Change): Said {
  if (String(parameters.AccessRights).toLowerCase() !== 'fullaccess') {
    return { error: wrongValue('AccessRights', 'the stand-in knows FullAccess only.') };
  }
  return withPrincipal(state, given(parameters, 'User'), ({ objectId, displayName }) =>
    withRecipient(mailboxesOf(state), parameters, (mailbox) =>
      change(mailbox.fullAccess, objectId, mailbox.address, displayName),
    ),
  );
}

/** Changes who may send as the recipient that a command names. */
const onRecipient = ({ state }: Exchange, parameters: Parameters, change: Change): Said =>
  withPrincipal(state, given(parameters, 'Trustee'), ({ objectId, displayName }) =>
    withRecipient(recipientsOf(state), parameters, (recipient) =>
      change(recipient.sendAs, objectId, recipient.address, displayName),
    ),
  );

/** The entries of one mailbox or recipient, or of one application only. */
const listed = (
  exchange: Exchange,
  holders: readonly string[],
  user: string | undefined,
  show: (name: string) => object,
): Said => {
  const all = (objectIds: readonly string[]) => objectIds.map((one) => show(nameOf(exchange, one)));
  if (!user) return { output: all(holders) };
  return withPrincipal(exchange.state, user, ({ objectId }) => ({
    output: all(holders.filter((one) => one === objectId)),
  }));
};

/** FullAccess on mailboxes and SendAs on recipients, for applications. */
export const permissions: Readonly<Record<string, Cmdlet>> = {
  'Add-MailboxPermission': (exchange, parameters) =>
    onMailbox(exchange, parameters, (holders, objectId, address, name) =>
      add(holders, objectId, address, fullAccess(address, name)),
    ),

  'Remove-MailboxPermission': (exchange, parameters) =>
    onMailbox(exchange, parameters, (holders, objectId, address) => remove(holders, objectId, address)),

  /** Every mailbox has an entry for its own user; a filter leaves it out. */
  'Get-MailboxPermission': (exchange, parameters) =>
    withRecipient(mailboxesOf(exchange.state), parameters, ({ address, fullAccess: holders }) => {
      const user = text(parameters, 'User');
      const own = fullAccess(address, 'NT AUTHORITY\\SELF', ['FullAccess', 'ReadPermission']);
      const said = listed(exchange, holders, user, (name) => fullAccess(address, name));
      return user ? said : { output: [own, ...(said.output ?? [])] };
    }),

  'Add-RecipientPermission': (exchange, parameters) =>
    onRecipient(exchange, parameters, (holders, objectId, address, name) =>
      add(holders, objectId, address, sendAs(address, name)),
    ),

  'Remove-RecipientPermission': (exchange, parameters) =>
    onRecipient(exchange, parameters, (holders, objectId, address) => remove(holders, objectId, address)),

  'Get-RecipientPermission': (exchange, parameters) => {
    const identity = text(parameters, 'Identity');
    const found = findRecipients(recipientsOf(exchange.state), identity);
    if (identity && found.length === 0) return { error: notFound(identity) };
    const each = found.map(({ address, sendAs: holders }) =>
      listed(exchange, holders, text(parameters, 'Trustee'), (name) => sendAs(address, name)),
    );
    return each.find(({ error }) => error) ?? { output: each.flatMap(({ output = [] }) => output) };
  },
};

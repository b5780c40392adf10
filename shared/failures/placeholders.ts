import { powerShellLiteral } from './powershell-literal.ts';

/** Every placeholder that the catalogue may use, with the words that stand in while its value is unknown. */
export const placeholders = {
  tenantId: 'tenant id',
  clientId: 'client id',
  objectId: 'object id of the enterprise application',
  application: 'application name',
  mailbox: 'mailbox address',
  sender: 'From address',
  recipient: 'recipient address',
  vault: 'vault name',
  certificate: 'certificate name',
  identityId: 'object id of the managed identity',
  identityClientId: 'client id of the managed identity',
  functionApp: 'function app',
  resourceGroup: 'resource group',
  storageAccount: 'storage account',
  queue: 'queue name',
  messageId: 'message id',
} as const;

type PlaceholderName = keyof typeof placeholders;

export type PlaceholderValues = { readonly [name in PlaceholderName]?: string | undefined };

const placeholder = /\{([a-z][A-Za-z]*)\}/g;

const isPlaceholder = (name: string): name is PlaceholderName => Object.hasOwn(placeholders, name);

/** The names between braces in a text, known or not. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name]) => name as string);

/** Puts the known values into a sentence; what is unknown stays readable: `<client id>`. */
export function fillText(text: string, values: PlaceholderValues): string {
  return text.replace(placeholder, (whole, name: string) =>
    isPlaceholder(name) ? values[name] || `<${placeholders[name]}>` : whole,
  );
}

/**
 * Puts the known values into a command so that none can run as code: addresses come from messages, and the result is
 * pasted into a shell. A value that the shell at hand could not take safely leaves its placeholder readable.
 */
export function fillCommand(command: string, values: PlaceholderValues): string {
  const powerShell = isPowerShell(command);
  return command.replace(placeholder, (whole, name: string, at: number) => {
    if (!isPlaceholder(name)) return whole;
    const isQuoted = /["'\w/]/.test(command[at - 1] ?? '');
    return argument(values[name], powerShell, isQuoted) ?? `<${placeholders[name]}>`;
  });
}

/** Whether a command of the catalogue is for PowerShell; all others begin with a small letter. */
export const isPowerShell = (command: string): boolean => /^[A-Z]/.test(command);

function argument(value: string | undefined, powerShell: boolean, isQuoted: boolean): string | undefined {
  if (!value || value.startsWith('-') || /\p{Cc}/u.test(value)) return undefined;
  if (/^\w[\w@.+-]*$/.test(value)) return value;
  if (isQuoted) return undefined;
  if (powerShell) return powerShellLiteral(value);
  return value.includes("'") ? undefined : `'${value}'`;
}

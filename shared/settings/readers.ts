import { CONTENT_CONTAINER } from '../azure/content-container.ts';
import { type Cloud, clouds } from '../clouds.ts';
import { failed, ok, type Result } from '../failures/result.ts';
import { parseAddress, parseAddresses } from '../mail/addresses.ts';
import type { UncertainPolicy } from '../mail/decide.ts';
import { isListed, parseRecipientList } from '../mail/recipient-list.ts';
import { type PacePreset, pacePresets } from '../mailbox/pace.ts';
import { type CertificateSourceName, certificateSourceNames } from './certificate-sources.ts';
import type { Environment } from './storage-connection.ts';

// Each reader turns the text of one setting into its value, or says in words that fit behind the setting's name
// what is wrong with it. Values are not repeated: a secret may have been pasted into the wrong field.

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

export function guid(text: string): Result<string, string> {
  return GUID.test(text) ? ok(text.toLowerCase()) : failed('is not a GUID (8-4-4-4-12 hexadecimal digits)');
}

/** `common` and `organizations` are for people who sign in; an app-only token comes from one tenant. */
export function tenant(text: string): Result<string, string> {
  if (GUID.test(text)) return ok(text.toLowerCase());
  return HOST_NAME.test(text) && text.includes('.')
    ? ok(text.toLowerCase())
    : failed(
        'is neither a GUID nor a domain name of the tenant (common and organizations do not work for an app)',
      );
}

export function cloud(text: string): Result<Cloud, string> {
  const names = Object.keys(clouds);
  return names.includes(text) ? ok(text as Cloud) : failed(`is not one of ${names.join(', ')}`);
}

export function httpsUrl(text: string): Result<string, string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') return failed('is not an address that begins with https://');
  return url.href === `${url.origin}/`
    ? ok(url.origin)
    : failed('must be a bare address such as https://name.example, without path, query or user');
}

export function hostName(text: string): Result<string, string> {
  return HOST_NAME.test(text) ? ok(text.toLowerCase()) : failed('is not a host name');
}

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): Result<number, string> => {
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? ok(value)
      : failed(`is not a whole number from ${least} to ${most}`);
  };

/** How Exchange Online was told to let the app in. */
export type PermissionModel = 'mailbox' | 'rbac';

export function permissionModel(text: string): Result<PermissionModel, string> {
  return text === 'mailbox' || text === 'rbac' ? ok(text) : failed('is neither mailbox nor rbac');
}

export function yesOrNo(text: string): Result<boolean, string> {
  return text === 'yes' || text === 'no' ? ok(text === 'yes') : failed('is neither yes nor no');
}

export function trueOrFalse(text: string): Result<boolean, string> {
  return text === 'true' || text === 'false' ? ok(text === 'true') : failed('is neither true nor false');
}

/** One or more addresses, parted by commas or semicolons. */
export function addresses(text: string): Result<readonly string[], string> {
  const parsed = parseAddresses(text);
  return parsed.ok && parsed.value.length === 0 ? failed('names nobody') : parsed;
}

/** Everything is redirected before it is asked who may get mail, so the one who gets it has to be allowed as well. */
export function redirectTo(text: string, { MAIL_ALLOWED_RECIPIENTS }: Environment): Result<string, string> {
  const address = parseAddress(text);
  const allowed = parseRecipientList(MAIL_ALLOWED_RECIPIENTS ?? '');
  return address.ok && allowed.ok && !isListed(allowed.value, address.value)
    ? failed('is not one of MAIL_ALLOWED_RECIPIENTS, so that nobody would get any mail')
    : address;
}

/** What stands before `/.default` is the resource; a scope of delegated permissions gives AADSTS1002012. */
export function tokenScope(text: string): Result<string, string> {
  return URL.canParse(text) && /^https:\/\/[^/]+\/\.default$/.test(text)
    ? ok(text)
    : failed('is not a scope such as https://outlook.office365.com/.default');
}

export function pace(text: string): Result<PacePreset, string> {
  const names = Object.keys(pacePresets);
  return names.includes(text) ? ok(text as PacePreset) : failed(`is not one of ${names.join(', ')}`);
}

export function uncertainPolicy(text: string): Result<UncertainPolicy, string> {
  return text === 'resend' || text === 'hold' ? ok(text) : failed('is neither resend nor hold');
}

/** A length of time in milliseconds, written in seconds: `60` or `60.5`. */
export const seconds =
  (least: number, most: number) =>
  (text: string): Result<number, string> => {
    const value = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? ok(Math.round(value * 1_000))
      : failed(`is not a number of seconds from ${least} to ${most}`);
  };

const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time in milliseconds, written as `90m`, `24h` or `5d`. */
export const duration =
  (least: number, most: number) =>
  (text: string): Result<number, string> => {
    const [, number, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
    const value = unit ? Number(number) * unitsMs[unit as keyof typeof unitsMs] : Number.NaN;
    return value >= least && value <= most
      ? ok(value)
      : failed(`is not a time such as 90m, 24h or 5d, from ${least / 60_000}m to ${most / 86_400_000}d`);
  };

const isThisMachine = (url: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** A vault of the cloud that the mail goes through: anybody else's server would be asked to sign as the app. */
export function vaultUrl(text: string, { MAIL_CLOUD }: Environment): Result<string, string> {
  const url = httpsUrl(text);
  if (!url.ok || isThisMachine(url.value)) return url;
  const chosen = cloud(MAIL_CLOUD?.trim() || 'worldwide');
  const domain = chosen.ok ? clouds[chosen.value].vaultDns : undefined;
  return domain === undefined || url.value.endsWith(`.${domain}`)
    ? url
    : failed(`is not the address of a Key Vault in this cloud: those end in .${domain}`);
}

/** Only a vault on this machine need not prove that it belongs to its domain. */
export function verifyChallenge(text: string, { MAIL_VAULT_URL }: Environment): Result<boolean, string> {
  if (text !== 'true' && text !== 'false') return failed('is neither true nor false');
  const vault = httpsUrl(MAIL_VAULT_URL?.trim() ?? '');
  return text === 'true' || (vault.ok && isThisMachine(vault.value))
    ? ok(text === 'true')
    : failed('may be false for a vault on localhost only');
}

export function identitySource(
  text: string,
  { MAIL_CERTIFICATE_SOURCE }: Environment,
): Result<'managed' | 'azure-cli', string> {
  if (text !== 'managed' && text !== 'azure-cli') return failed('is neither managed nor azure-cli');
  return text === 'azure-cli' && MAIL_CERTIFICATE_SOURCE?.trim() === 'federated'
    ? failed('has to be managed with MAIL_CERTIFICATE_SOURCE=federated: a user is no managed identity')
    : ok(text);
}

export function certificateSource(text: string): Result<CertificateSourceName, string> {
  const source = certificateSourceNames.find((name) => name === text);
  return source ? ok(source) : failed(`is not one of ${certificateSourceNames.join(', ')}`);
}

export function certificateFile(text: string): Result<string, string> {
  return /\.(?:pem|pfx|p12)$/i.test(text) ? ok(text) : failed('does not end in .pem, .pfx or .p12');
}

/** As it was given: blanks at its ends belong to it. */
export function password(
  _trimmed: string,
  { MAIL_CERTIFICATE_PASSWORD }: Environment,
): Result<string, string> {
  return ok(MAIL_CERTIFICATE_PASSWORD ?? '');
}

/** Key Vault object names: 1-127 letters, digits and hyphens. */
export function vaultObjectName(text: string): Result<string, string> {
  return /^[a-z0-9-]{1,127}$/i.test(text) ? ok(text) : failed('is not 1-127 letters, digits and hyphens');
}

/** 50, not 63: `<queue>-turns-poison` has to be a queue name as well. */
export function queueName(text: string): Result<string, string> {
  return /^(?=.{3,50}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
    ? ok(text)
    : failed('is not 3-50 characters of a-z, 0-9 and single hyphens');
}

/** A queue of its own: an event would be taken for a message in one of the others. */
export function resultsQueue(text: string, { MAIL_QUEUE }: Environment): Result<string, string> {
  const ours = ['', '-poison', '-turns', '-turns-poison'].map((end) => `${MAIL_QUEUE?.trim()}${end}`);
  return ours.includes(text) ? failed('is a queue of MAIL_QUEUE; choose another name') : queueName(text);
}

/** No container whose content is not for producers: that of whole messages, those of the Functions host with its keys. */
export function containerName(text: string): Result<string, string> {
  if (!/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text))
    return failed('is not 3-63 characters of a-z, 0-9 and single hyphens');
  return text === CONTENT_CONTAINER || text.startsWith('azure-webjobs-')
    ? failed('is a container of the app or its host: files that messages may name need one of their own')
    : ok(text);
}

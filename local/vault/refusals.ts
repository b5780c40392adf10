import type { Claims } from '../entra/tokens.ts';
import type { Answer } from '../serve.ts';
import type { Permission } from './policies.ts';
import type { DataAction } from './roles.ts';

// The last word of the comment at each text says how sure it is: documented (on a page of Microsoft's), seen (in a
// public log), reported (that the vault refuses is documented or told by third parties; the words are ours).

export const audience = 'https://vault.azure.net';
const place = 'local-vault;location=westeurope';
const resourceGroup = '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/local';

/** The challenge from which a client learns whom to ask for a token and for which resource. */
export const unauthorized = (message: string, tenantId: string): Answer => ({
  ...refuse(401, 'Unauthorized', message),
  headers: {
    'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/${tenantId}", resource="${audience}"`,
  },
});

/** Seen. */
export const tokenMissing = 'AKV10000: Request is missing a Bearer or PoP token.';
/** Seen. */
export const audienceInvalid = (found: string): string =>
  `AKV10022: Invalid audience. Expected ${audience}, found: ${found}.`;
/** A token of another tenant; seen. */
export const issuerInvalid = (tenantId: string, found: string): string =>
  `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenantId}/, found ${found}.`;
/** Seen. */
export const tokenExpired = "[TokenExpired] Error validating token: 'S2S12086'.";
/** Also what a revoked token gets; reported. */
export const tokenInvalid = 'Error validating token: the signature could not be verified.';

/** Seen. */
export const forbiddenByRbac = (caller: Claims, action: DataAction, name: string): Answer =>
  refuse(
    403,
    'Forbidden',
    [
      'Caller is not authorized to perform action on resource.',
      'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
      `Caller: ${describe(caller)}`,
      `Action: 'Microsoft.KeyVault/vaults/${action}'`,
      `Resource: '${resourceGroup}/providers/microsoft.keyvault/vaults/local-vault/${action.split('/')[0]}/${name}'`,
      'Assignment: (not found)',
      'DenyAssignmentId: null',
      'DecisionReason: null ',
      `Vault: ${place}`,
      '',
    ].join('\r\n'),
    'ForbiddenByRbac',
  );

/**
 * In a vault with access policies. `AccessDenied` and `ForbiddenByPolicy` are both seen with these words; that the
 * first is for a caller without any policy is ours. Seen.
 */
export const forbiddenByPolicy = (
  inner: 'AccessDenied' | 'ForbiddenByPolicy',
  caller: Claims,
  permission: Permission,
): Answer =>
  refuse(
    403,
    'Forbidden',
    `The user, group or application '${describe(caller)}' does not have ${permission.replace('/', ' ')} permission on key vault '${place}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
    inner,
  );

/** Seen. */
export const forbiddenByFirewall = (address: string, caller: Claims): Answer =>
  refuse(
    403,
    'Forbidden',
    `Client address is not authorized and caller is not a trusted service.\r\nClient address: ${address}\r\nCaller: ${describe(caller)}\r\nVault: ${place}`,
    'ForbiddenByFirewall',
  );

/** Public network access is disabled; seen. */
export const forbiddenByConnection = (caller: Claims): Answer =>
  refuse(
    403,
    'Forbidden',
    `Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\nCaller: ${describe(caller)}\r\nVault: ${place}`,
    'ForbiddenByConnection',
  );

/** `id` is the name, or name and version as `name/version`; seen. */
export const notFound = (kind: 'certificate' | 'key' | 'secret', id: string): Answer =>
  refuse(
    404,
    { certificate: 'CertificateNotFound', key: 'KeyNotFound', secret: 'SecretNotFound' }[kind],
    `A ${kind} with (name/id) ${id} was not found in this key vault. If you recently deleted this ${kind} you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );

/** On the troubleshooting page of the SDK's key client; documented. */
export const signNotPermitted = (): Answer =>
  refuse(403, 'Forbidden', 'Operation sign is not permitted on this key.', 'KeyOperationForbidden');

/** Reported. */
export const keyDisabled = (): Answer =>
  refuse(403, 'Forbidden', 'Operation sign is not allowed on a disabled key.', 'KeyDisabled');

/** Seen. */
export const secretDisabled = (): Answer =>
  refuse(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');

/** Reported. */
export const keyExpired = (): Answer =>
  refuse(403, 'Forbidden', 'Operation sign is not allowed on an expired key.', 'KeyExpired');
/** Reported. */
export const keyNotYetValid = (): Answer =>
  refuse(403, 'Forbidden', 'Operation sign is not allowed on a not yet valid key.', 'KeyNotYetValid');

/** Reported. */
export const badParameter = (message: string): Answer => refuse(400, 'BadParameter', message);

/** A limit of requests is passed; seen. */
export const throttled = (retryAfterSeconds: number): Answer => ({
  ...refuse(
    429,
    'Throttled',
    'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
  ),
  headers: { 'retry-after': String(retryAfterSeconds) },
});

const refuse = (status: number, code: string, message: string, inner?: string): Answer => ({
  status,
  body: { error: { code, message, ...(inner && { innererror: { code: inner } }) } },
});

const describe = ({ appid, oid, iss }: Claims): string => `appid=${appid};oid=${oid};iss=${iss}`;

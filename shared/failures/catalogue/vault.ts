import type { Fix, KnownFailure } from '../known-failure.ts';
import { mendSettings, nothingToDo } from './fixes.ts';

const networking = 'Azure portal > Key vaults > {vault} > Settings > Networking';

const joinNetwork: Fix = {
  does: 'Join the app to a virtual network that the vault lets in (private endpoint or service endpoint). Function apps do not count as trusted services here.',
  portal: networking,
  command:
    'az keyvault network-rule list --name {vault}\naz functionapp vnet-integration list --resource-group {resourceGroup} --name {functionApp}',
};

const accessControl = 'Azure portal > Key vaults > {vault} > Access control (IAM) > Add role assignment';

const assignRoles: Fix = {
  does: 'Assign the roles at the scope of the vault: Key Vault Crypto User and Key Vault Reader, to sign in the vault.',
  portal: accessControl,
  command: `scope=$(az keyvault show --name {vault} --query id --output tsv)
az role assignment create --assignee-object-id {identityId} --assignee-principal-type ServicePrincipal --role "Key Vault Crypto User" --scope $scope
az role assignment create --assignee-object-id {identityId} --assignee-principal-type ServicePrincipal --role "Key Vault Reader" --scope $scope`,
};

/** For MAIL_CERTIFICATE_SOURCE=vault-secret, which reads the private key and signs by itself. */
export const assignSecretRole: Fix = {
  does: 'Where the app reads the private key (MAIL_CERTIFICATE_SOURCE=vault-secret): assign Key Vault Certificate User at the scope of the vault.',
  portal: accessControl,
  command: `scope=$(az keyvault show --name {vault} --query id --output tsv)
az role assignment create --assignee-object-id {identityId} --assignee-principal-type ServicePrincipal --role "Key Vault Certificate User" --scope $scope`,
};

const addPolicy: Fix = {
  does: 'Add an access policy for the managed identity.',
  portal: 'Azure portal > Key vaults > {vault} > Access policies > Create',
  command:
    'az keyvault set-policy --name {vault} --object-id {identityId} --key-permissions get sign --certificate-permissions get list',
};

/** For MAIL_CERTIFICATE_SOURCE=vault-secret; who has it can take the key away. */
export const addSecretPolicy: Fix = {
  does: 'Where the app reads the private key (MAIL_CERTIFICATE_SOURCE=vault-secret): let it get secrets as well.',
  portal: 'Azure portal > Key vaults > {vault} > Access policies > Create',
  command:
    'az keyvault set-policy --name {vault} --object-id {identityId} --certificate-permissions get list --secret-permissions get',
};

/** Key Vault: reaching it, and being let in. */
export const vault: readonly KnownFailure[] = [
  {
    id: 'vault-role-missing',
    at: 'vault',
    when: /ForbiddenByRbac|Caller is not authorized to perform action on resource/i,
    seen: [
      "ForbiddenByRbac Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions changed recently, please observe propagation time.\r\nCaller: appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;iss=https://sts.windows.net/66666666-7777-8888-9999-000000000000/\r\nAction: 'Microsoft.KeyVault/vaults/keys/sign/action'\r\nResource: '/subscriptions/0/resourcegroups/mail/providers/microsoft.keyvault/vaults/contoso-mail/keys/smtp'",
      'Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    ],
    meaning: 'The managed identity of the app has no role on the vault {vault} that allows this.',
    causes: [
      'The roles were not assigned to the managed identity of this app.',
      'They were assigned minutes ago; it takes several to become effective.',
      'The app uses another identity than was meant: compare oid in the reply.',
      'The roles were given to a group; that can take hours to become effective.',
    ],
    fix: [assignRoles, assignSecretRole, { does: 'Then wait some minutes.' }],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source:
      'Microsoft Learn: Provide access to Key Vault keys, certificates, and secrets with Azure role-based access control',
    evidence: 'documented',
  },
  {
    id: 'vault-key-operation-forbidden',
    at: 'vault',
    when: /\bKeyOperationForbidden\b|Operation \w{1,20} is not (?:permitted on this key|supported on key)/i,
    seen: [
      'KeyOperationForbidden Operation sign is not permitted on this key.',
      'Error Operation sign is not supported on key https://contoso-mail.vault.azure.net/keys/smtp/0123456789abcdef0123456789abcdef',
    ],
    meaning:
      'The key of {certificate} in the vault {vault} does not allow this operation; to send, it must allow sign.',
    causes: ['The certificate was made with a policy whose key usage leaves digital signatures out.'],
    fix: [
      {
        does: 'See what the key allows.',
        portal:
          'Azure portal > Key vaults > {vault} > Keys > {certificate} > current version > Permitted operations',
        command: 'az keyvault key show --vault-name {vault} --name {certificate} --query key.keyOps',
      },
      {
        does: 'Make a new version with a policy that allows it, whose key is not exportable, and give the app registration its public part.',
        command: `az keyvault certificate create --vault-name {vault} --name {certificate} --policy '{
  "issuerParameters": { "name": "Self" },
  "keyProperties": { "exportable": false, "keyType": "RSA", "keySize": 2048, "reuseKey": false },
  "lifetimeActions": [{ "action": { "actionType": "EmailContacts" }, "trigger": { "daysBeforeExpiry": 60 } }],
  "secretProperties": { "contentType": "application/x-pem-file" },
  "x509CertificateProperties": { "subject": "CN=SendAsApp", "keyUsage": ["digitalSignature"], "validityInMonths": 12 }
}'
az ad app credential reset --id {clientId} --keyvault {vault} --cert {certificate} --append`,
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: 'Azure SDK for Java and .NET: troubleshooting guides of Key Vault keys',
    evidence: 'documented',
  },
  {
    id: 'vault-firewall',
    at: 'vault',
    when: /ForbiddenByFirewall|Client address is not authorized and caller is not a trusted service/i,
    seen: [
      'ForbiddenByFirewall Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.9\r\nCaller: appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;iss=https://sts.windows.net/66666666-7777-8888-9999-000000000000/\r\nVault: contoso-mail;location=westeurope',
    ],
    meaning: 'The firewall of the vault {vault} does not let the address of the app in.',
    causes: [
      'The app is not joined to a network that the vault lets in.',
      'Its outbound addresses are not on the list of the vault, or have changed.',
    ],
    fix: [joinNetwork],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source:
      'GH:hashicorp/terraform-provider-azurerm#20742; Microsoft Learn: Virtual network service endpoints for Azure Key Vault',
    evidence: 'documented',
  },
  {
    id: 'vault-private-only',
    at: 'vault',
    when: /ForbiddenByConnection|Public network access is disabled and request is not from a trusted service/i,
    seen: [
      'ForbiddenByConnection Public network access is disabled and request is not from a trusted service nor via an approved private link.',
    ],
    meaning:
      'Reported to mean that the vault {vault} is reachable over a private link only, and the app came over the public network.',
    causes: [
      'The app is not joined to the network of the private endpoint.',
      'The private DNS zone is not linked to that network, so the name leads to the public address.',
    ],
    fix: [
      joinNetwork,
      {
        does: 'Link the private DNS zone privatelink.vaultcore.azure.net to the network of the app.',
        portal: 'Azure portal > Private DNS zones > privatelink.vaultcore.azure.net > Virtual network links',
        command: 'Resolve-DnsName {vault}.vault.azure.net',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: 'third-party logs',
    evidence: 'reported',
  },
  {
    id: 'vault-access-policy-missing',
    at: 'vault',
    when: /does not have (?:secrets|keys|certificates) [\w ]{1,40}permission on key vault|ForbiddenByPolicy|\bAccessDenied\b/i,
    seen: [
      "AccessDenied The user, group or application 'appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;iss=https://sts.windows.net/66666666-7777-8888-9999-000000000000/' does not have secrets get permission on key vault 'contoso-mail;location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287",
      "The user, group or application 'appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;numgroups=0' does not have keys sign permission on key vault 'contoso-mail;location=westeurope'.",
      "ForbiddenByPolicy The user, group or application 'appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;iss=https://sts.windows.net/66666666-7777-8888-9999-000000000000/' does not have certificates get permission on key vault 'contoso-mail;location=westeurope'.",
    ],
    meaning:
      'The vault {vault} works with access policies, and none of them lets the managed identity do this.',
    causes: [
      'There is no access policy for the managed identity of this app, or it lacks the permission that the reply names.',
    ],
    fix: [addPolicy, addSecretPolicy],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: 'Microsoft Learn: Common error codes for Azure Key Vault',
    evidence: 'documented',
  },
  {
    id: 'vault-list-refused',
    at: 'vault',
    when: /Pagination failed with unexpected statusCode 403/i,
    seen: ['RestError Pagination failed with unexpected statusCode 403'],
    meaning:
      'The app may not list the versions of {certificate} in the vault {vault}. It looks for another version when the newest is disabled, expired, not valid yet or refused by Microsoft Entra ID.',
    causes: [
      'The vault works with access policies, and the one of the managed identity grants get for certificates and not list.',
      'The vault works with roles, and the managed identity has neither Key Vault Reader nor Key Vault Certificate User.',
    ],
    fix: [
      { ...addPolicy, does: 'In a vault with access policies: let the policy grant list for certificates.' },
      { ...assignRoles, does: 'In a vault with roles: assign Key Vault Reader.' },
      {
        does: 'See what is wrong with the newest version: with a good one, nothing is listed.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates > {certificate}',
        command:
          'az keyvault certificate list-versions --vault-name {vault} --name {certificate} --query "[].{id:id, attributes:attributes}"',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    heard: 'client',
    source: 'azure-sdk-for-js: @azure-rest/core-client, paging',
    evidence: 'documented',
  },
  {
    id: 'vault-parameter-refused',
    at: 'vault',
    when: /\bBadParameter\b|Key and signing algorithm are incompatible|Invalid length of 'value'/i,
    seen: [
      "BadParameter Key and signing algorithm are incompatible. Key https://contoso-mail.vault.azure.net/keys/smtp/0123456789abcdef0123456789abcdef uses curve 'P-256K', and algorithm 'ES256' can only be used with curve 'P-256'.",
      "BadParameter Invalid length of 'value': 50 bytes. ES256 requires 32 bytes, encoded with base64url.",
      'BadParameter The parameter is incorrect.',
    ],
    meaning:
      'The vault {vault} cannot do what it is asked: the request does not fit the key, or is not well formed.',
    causes: [
      'The key of {certificate} is not RSA, and the app signs with PS256, for which it has to be.',
      'MAIL_CERTIFICATE_NAME holds signs that no name in a vault may have.',
      'A fault in this app, where the reply names a length or an encoding.',
    ],
    fix: [
      {
        does: 'See that the key is RSA (kty must be RSA or RSA-HSM), and make a certificate with an RSA key if not.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates > {certificate} > Issuance Policy',
        command: 'az keyvault key show --vault-name {vault} --name {certificate} --query key.kty',
      },
      { ...mendSettings, does: 'Compare MAIL_CERTIFICATE_NAME with the name in the vault.' },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'public logs; GH:aspnet/MicrosoftConfigurationBuilders#23',
    evidence: 'documented',
  },
  {
    id: 'vault-unauthorized',
    at: 'vault',
    when: /\bAKV\d{5}\b|^Unauthorized\b/,
    seen: [
      'Unauthorized AKV10032: Invalid issuer. Expected one of https://sts.windows.net/66666666-7777-8888-9999-000000000000/, found https://sts.windows.net/11111111-2222-3333-4444-555555555555/.',
      'Unauthorized AKV10000: Request is missing a Bearer or PoP token.',
    ],
    meaning: 'The vault does not accept the identity at all: no token, or one for another tenant or cloud.',
    causes: [
      'The managed identity and the vault belong to different tenants.',
      'The vault address belongs to another cloud.',
    ],
    fix: [
      {
        ...mendSettings,
        does: 'See that MAIL_VAULT_URL names a vault in the tenant of the app (…vault.azure.net, in other clouds …vault.usgovcloudapi.net or …vault.azure.cn).',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Azure Key Vault REST API error codes; GH:MicrosoftDocs/azure-docs#75410',
    evidence: 'documented',
  },
  {
    id: 'vault-throttled',
    at: 'vault',
    when: /\bVaultRequestTypeLimitReached\b|^Throttled\b|"code" ?: ?"Throttled"|\(HTTP 429\)/,
    seen: [
      'Throttled Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
    ],
    meaning:
      'The vault {vault} gets more requests than it may answer (4,000 in 10 seconds with a 2,048-bit key).',
    causes: [
      'Other programs use the same vault heavily.',
      'Tokens are not kept, so each message is signed for anew.',
    ],
    fix: [{ does: 'Nothing for a single one. If it lasts, give the mail app a vault of its own.' }],
    treat: 'retry',
    wait: 16,
    pausesEndpoint: true,
    source: 'Microsoft Learn: Azure Key Vault throttling guidance',
    evidence: 'documented',
  },
  {
    id: 'vault-unavailable',
    at: 'vault',
    when: /\(HTTP 50[0234]\)/,
    seen: ['ServiceUnavailable (HTTP 503) https://contoso-mail.vault.azure.net/keys/smtp'],
    meaning: 'The vault {vault} cannot answer just now.',
    causes: ['Trouble inside the service.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 30,
    pausesEndpoint: true,
    source: 'Microsoft Learn: Azure Key Vault REST API error codes',
    evidence: 'documented',
  },
];

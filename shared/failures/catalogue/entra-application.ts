import type { Fix, KnownFailure } from '../known-failure.ts';
import { aadsts } from './aadsts.ts';
import { askMicrosoft, grantConsent, useMatchingCloud } from './fixes.ts';

const errorCodes = 'Microsoft Learn: Microsoft Entra authentication and authorization error codes';

const compareIds: Fix = {
  does: 'Compare client id and tenant id with the app registration (MAIL_CLIENT_ID, MAIL_TENANT_ID).',
  portal: 'Microsoft Entra admin center > App registrations > {application} > Overview',
  command:
    'az ad app show --id {clientId} --query "{name:displayName, clientId:appId}"\naz account show --query tenantId --output tsv',
};

const signInLog =
  'Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins';

/** The token is refused because of the application, the tenant, the scope or a policy. */
export const entraApplication: readonly KnownFailure[] = [
  {
    id: 'application-not-found',
    at: 'token',
    when: aadsts(700016, 700038, 70001),
    seen: [
      "AADSTS700016: Application with identifier '11111111-2222-3333-4444-555555555555' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
      'AADSTS700038: 00000000-0000-0000-0000-000000000000 is not a valid application identifier.',
      "AADSTS70001: Application with identifier '11111111-2222-3333-4444-555555555555' was not found in the directory contoso.com",
    ],
    meaning: 'The tenant does not know an application with this client id.',
    causes: [
      'The client id or the tenant id is wrong, or they were exchanged.',
      'The app registration lives in another tenant, or was deleted.',
      'It was created minutes ago and is not known everywhere yet.',
    ],
    fix: [compareIds],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: `GH:microsoftgraph/msgraph-sdk-dotnet#454; ${errorCodes}`,
    evidence: 'documented',
  },
  {
    id: 'enterprise-application-missing',
    at: 'token',
    when: aadsts(7000229),
    seen: [
      'AADSTS7000229: The client application 11111111-2222-3333-4444-555555555555 is missing service principal in the tenant 66666666-7777-8888-9999-000000000000. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
    ],
    meaning:
      'There is an app registration, but no enterprise application (service principal) for it in this tenant.',
    causes: [
      'The app registration was made by a script that did not make the enterprise application.',
      'The enterprise application was deleted.',
    ],
    fix: [
      {
        does: 'Create the enterprise application. It gets a new object id: register it in Exchange Online and grant consent and permissions anew.',
        command: 'az ad sp create --id {clientId}',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Service principal-less authentication; public logs',
    evidence: 'documented',
  },
  {
    id: 'application-disabled',
    at: 'token',
    when: aadsts(7000112),
    seen: ["AADSTS7000112: Application '11111111-2222-3333-4444-555555555555'(Mail sender) is disabled."],
    meaning: 'The enterprise application is disabled.',
    causes: ['An administrator switched sign-in off for it.', 'Microsoft disabled it after misuse.'],
    fix: [
      {
        does: 'Enable it for sign-in.',
        portal:
          'Microsoft Entra admin center > Enterprise applications > {application} > Properties > Enabled for users to sign in? = Yes',
        command: 'az ad sp update --id {clientId} --set accountEnabled=true',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'GH:Worklytics/psoxy#74; GH:MicrosoftDocs/azure-docs#28469',
    evidence: 'documented',
  },
  {
    id: 'application-inaccessible',
    at: 'token',
    when: aadsts(1000031),
    seen: [
      "AADSTS1000031: Application Mail sender can't be accessed at this time. Contact your administrator.",
    ],
    meaning: 'Microsoft Entra ID does not let the application be used for now. It does not say why.',
    causes: ['The application is blocked or disabled.'],
    fix: [
      {
        does: 'See what is said about the application, and whether sign-in is switched on for it.',
        portal: 'Microsoft Entra admin center > Enterprise applications > {application} > Properties',
        command: 'az ad sp show --id {clientId} --query "{name:displayName, enabled:accountEnabled}"',
      },
      askMicrosoft,
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'application-not-assigned',
    at: 'token',
    when: aadsts(501051, 65001, 650056, 650057),
    seen: [
      "AADSTS501051: Application '11111111-2222-3333-4444-555555555555'(Mail sender) is not assigned to a role for the application '00000002-0000-0ff1-ce00-000000000000'(Office 365 Exchange Online).",
      "AADSTS65001: The user or administrator has not consented to use the application with ID '11111111-2222-3333-4444-555555555555'.",
      "AADSTS650056: Misconfigured application. This could be due to one of the following: The client has not listed any permissions in the requested permissions in the client's application registration. Or, The admin has not consented in the tenant.",
      "AADSTS650057: Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.",
    ],
    meaning: 'The application has not been granted a permission on Office 365 Exchange Online.',
    causes: ['Admin consent for SMTP.SendAsApp is missing.', 'The permission was added for another API.'],
    fix: [grantConsent],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'resource-not-in-tenant',
    at: 'token',
    when: aadsts(500011, 650052, 50001),
    seen: [
      'AADSTS500011: The resource principal named https://outlook.office365.com was not found in the tenant named Contoso. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.',
      "AADSTS650052: The app needs access to a service ('https://outlook.office365.com') that your organization has not subscribed to or enabled. Contact your IT Admin to review the configuration of your service subscriptions.",
      "AADSTS50001: InvalidResource - The resource is disabled or doesn't exist.",
    ],
    meaning: 'The tenant does not know the service that the token is asked for.',
    causes: [
      'The scope belongs to another cloud than the tenant.',
      'The tenant has no Exchange Online.',
      'The service is disabled in the tenant.',
    ],
    fix: [
      useMatchingCloud,
      {
        does: 'See whether the tenant has Exchange Online.',
        command: 'az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query displayName',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: `${errorCodes}; calvinchengx/entra-emulator (captured answers)`,
    evidence: 'documented',
  },
  {
    id: 'resource-disabled',
    at: 'token',
    when: aadsts(500014),
    seen: [
      "AADSTS500014: The service principal for resource 'https://outlook.office365.com' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.",
    ],
    meaning: 'Exchange Online is switched off in this tenant, so that nobody gets a token for it.',
    causes: [
      'The subscription that holds Exchange Online has ended.',
      'An administrator disabled the enterprise application Office 365 Exchange Online.',
    ],
    fix: [
      {
        does: 'See whether a subscription with Exchange Online is active, and renew it.',
        portal: 'Microsoft 365 admin center > Billing > Your products',
      },
      {
        does: 'See whether it is enabled, and enable it if it was disabled by hand.',
        portal:
          'Microsoft Entra admin center > Enterprise applications > Application type: Microsoft Applications > Office 365 Exchange Online > Properties > Enabled for users to sign in? = Yes',
        command: `az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query accountEnabled
az ad sp update --id 00000002-0000-0ff1-ce00-000000000000 --set accountEnabled=true`,
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: `${errorCodes}; public logs`,
    evidence: 'documented',
  },
  {
    id: 'tenant-not-found',
    at: 'token',
    // MSAL refuses /common by itself; the number is what Microsoft Entra ID would say.
    when: new RegExp(`${aadsts(90002, 900023, 50059, 50194).source}|\\bmissing_tenant_id_error\\b`, 'i'),
    seen: [
      "AADSTS90002: Tenant 'contoso.example' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
      "AADSTS900023: Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external domain.",
      "AADSTS90002: Tenant '11111111-2222-3333-4444-555555555555' not found. This may happen if there are no active subscriptions for the tenant. Check to make sure you have the correct tenant ID.",
      "AADSTS90002: Requested tenant identifier 'contoso' is not valid.",
      'AADSTS50059: No tenant-identifying information found in either the request or implied by any provided credentials.',
      "AADSTS50194: Application '11111111-2222-3333-4444-555555555555'(Mail sender) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
      'missing_tenant_id_error: See https://aka.ms/msal.js.errors#missing_tenant_id_error for details',
      'missing_tenant_id_error: A tenant id - not common, organizations, or consumers - must be specified when using the client_credentials flow.',
    ],
    meaning: 'There is no tenant {tenantId} in this cloud.',
    causes: [
      'The tenant id is misspelt.',
      'The tenant belongs to another cloud.',
      '/common was set where a tenant id is needed.',
    ],
    fix: [compareIds, useMatchingCloud],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: `${errorCodes}; GH:AzureAD/microsoft-authentication-library-for-js#6531; public logs`,
    evidence: 'documented',
  },
  {
    id: 'tenant-deprovisioned',
    at: 'token',
    when: aadsts(5000224),
    seen: [
      'AADSTS5000224: We are sorry, this resource is not available. If you think you are seeing this message in error, contact your administrator.',
    ],
    meaning: 'The tenant has been deleted or shut down.',
    causes: ['The subscription ended long ago.'],
    fix: [
      {
        does: 'Ask Microsoft support, or move to another tenant.',
        portal: 'Microsoft 365 admin center > Billing > Your products',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 3600,
    source: 'public logs',
    evidence: 'documented',
  },
  {
    id: 'cloud-mismatch',
    at: 'token',
    when: aadsts(90038, 900382, 900432, 50049),
    seen: [
      'AADSTS900432: Confidential Client is not supported in Cross Cloud request.',
      'AADSTS900382: Confidential Client is not supported in Cross Cloud request.',
      'AADSTS90038: NationalCloudTenantRedirection - The specified tenant belongs to another National Cloud.',
      'AADSTS50049: NoSuchInstanceForDiscovery - Unknown or invalid instance.',
    ],
    meaning: 'The tenant belongs to another cloud than the one that was asked.',
    causes: ['MAIL_CLOUD does not fit the tenant.'],
    fix: [useMatchingCloud],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'conditional-access-block',
    at: 'token',
    when: aadsts(53003, 530032, 530035),
    seen: [
      'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
      'AADSTS530032: BlockedByConditionalAccessOnSecurityPolicy - The tenant admin has configured a security policy that blocks this request.',
      'AADSTS530035: Access has been blocked by security defaults.',
    ],
    meaning:
      'A policy of the tenant refuses the token. For an application only Conditional Access for workload identities does this; policies for users do not reach it.',
    causes: [
      'The address that the app calls from is not among those that the policy allows.',
      'The policy blocks this application.',
    ],
    fix: [
      {
        does: 'The refused sign-in names the policy; exclude the application there, or allow the outbound address of the app.',
        portal: signInLog,
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: `${errorCodes}; GH:MicrosoftDocs/azure-docs#107661`,
    evidence: 'documented',
  },
];

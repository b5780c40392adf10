import type { Fix, KnownFailure } from '../known-failure.ts';
import { mendSettings, nothingToDo } from './fixes.ts';

const troubleshooting = 'azure-sdk-for-js: sdk/identity/identity/TROUBLESHOOTING.md';

const enableIdentity: Fix = {
  does: 'Switch the managed identity of the app on (each deployment slot has its own) and restart the app.',
  portal: 'Azure portal > Function App > {functionApp} > Settings > Identity > System assigned > Status: On',
  command: 'az functionapp identity assign --resource-group {resourceGroup} --name {functionApp}',
};

/** The managed identity, with which the app reaches vault and storage (the mail token is another matter). */
export const managedIdentity: readonly KnownFailure[] = [
  {
    id: 'managed-identity-not-found',
    at: 'vault',
    when: /No User Assigned or Delegated Managed Identity found|Unable to load the proper Managed Identity|requested identity hasn'?t been assigned to this resource/i,
    seen: [
      '{"statusCode":400,"message":"No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId."}',
      "The requested identity hasn't been assigned to this resource.",
      '{"statusCode":400,"message":"Unable to load the proper Managed Identity.","correlationId":"7d1c2f0e-4b5a-4c3d-9e8f-0123456789ab"}',
    ],
    meaning: 'The app asks for a managed identity that it does not have, or does not say which of several.',
    causes: [
      'MAIL_IDENTITY_CLIENT_ID is wrong, or names an identity that is not assigned to the app.',
      'The app has a system-assigned identity only: then the setting must be empty.',
      'The app has user-assigned identities only: then the setting must name one.',
    ],
    fix: [
      {
        does: 'Assign the identity that MAIL_IDENTITY_CLIENT_ID names to the app (each deployment slot has its own).',
        portal: 'Azure portal > Function App > {functionApp} > Settings > Identity > User assigned > Add',
        command: `identity=$(az identity list --query "[?clientId=='{identityClientId}'].id" --output tsv)
az functionapp identity assign --resource-group {resourceGroup} --name {functionApp} --identities "$identity"`,
      },
      {
        does: 'Or compare the client ids of those that it has with the setting.',
        portal: 'Azure portal > Function App > {functionApp} > Settings > Identity > User assigned',
        command: 'az functionapp identity show --resource-group {resourceGroup} --name {functionApp}',
      },
      { ...mendSettings, does: 'Correct MAIL_IDENTITY_CLIENT_ID, or take it out.' },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: troubleshooting,
    evidence: 'documented',
  },
  {
    id: 'managed-identity-not-ready',
    at: 'vault',
    when: /No response received from the managed identity endpoint|Multiple attempts failed to obtain a token from the managed identity endpoint|unexpected error occurr?ed while fetching the AAD Token/i,
    seen: [
      'ManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint.',
      'Multiple attempts failed to obtain a token from the managed identity endpoint.',
      '{"statusCode":500,"message":"An unexpected error occured while fetching the AAD Token.","correlationId":"7d1c2f0e-4b5a-4c3d-9e8f-0123456789ab"}',
    ],
    meaning:
      'The endpoint that gives out tokens of the managed identity does not answer, or has no answer yet.',
    causes: [
      'The app has just started, and the endpoint is not up yet.',
      'Trouble inside the service.',
      'A proxy is reported to catch calls to 169.254.169.254.',
    ],
    fix: [
      nothingToDo,
      enableIdentity,
      { ...mendSettings, does: 'With a proxy: set NO_PROXY=169.254.169.254.' },
    ],
    treat: 'retry',
    scope: 'app',
    wait: 30,
    heard: 'client',
    source: `${troubleshooting}; GH:Azure/azure-sdk-for-net#44685; GH:Azure/Azure-Functions#1486`,
    evidence: 'documented',
  },
  {
    id: 'managed-identity-unavailable',
    at: 'vault',
    when: /ManagedIdentityCredential.{0,40}(?:authentication unavailable|authentication failed)|CredentialUnavailableError|IMDS endpoint, but it is not available|ManagedIdentityCredential is unavailable/i,
    seen: [
      'CredentialUnavailableError: ManagedIdentityCredential authentication unavailable. The requested identity has not been assigned.',
      'CredentialUnavailableError: Attempted to use the IMDS endpoint, but it is not available.',
    ],
    meaning: 'The app has no managed identity to show to the vault.',
    causes: [
      'The managed identity is not switched on for this app or slot.',
      'The app runs outside Azure, where there is none.',
    ],
    fix: [enableIdentity],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    heard: 'client',
    source: troubleshooting,
    evidence: 'documented',
  },
  {
    id: 'azure-sign-in-missing',
    at: 'vault',
    when: /Please run '?az login|DefaultAzureCredential failed to retrieve a token|ChainedTokenCredential authentication failed|AzureCliCredential/i,
    seen: [
      "AzureCliCredential: Please run 'az login' from a command prompt to authenticate before using this credential.",
      'DefaultAzureCredential failed to retrieve a token from the included credentials.',
    ],
    meaning: 'No way of signing in to Azure has worked here.',
    causes: [
      'On a desk: nobody is signed in with the Azure CLI, or in another tenant.',
      'In Azure: the managed identity is not switched on.',
    ],
    fix: [{ does: 'On a desk: sign in.', command: 'az login --tenant {tenantId}' }, enableIdentity],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    heard: 'client',
    source: troubleshooting,
    evidence: 'documented',
  },
];

import { AzureCliCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';

/**
 * As whom the app meets Azure. One credential, never a chain: `DefaultAzureCredential` tries
 * several and its error names them all, and it would take AZURE_CLIENT_ID meant for something else.
 */
export function createCredential(identity: {
  source: 'managed' | 'azure-cli';
  clientId: string | undefined;
}): TokenCredential {
  if (identity.source === 'azure-cli') return new AzureCliCredential();
  return identity.clientId === undefined
    ? new ManagedIdentityCredential()
    : new ManagedIdentityCredential({ clientId: identity.clientId });
}

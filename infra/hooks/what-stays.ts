/** What `azd down` takes away for good, and what purge protection keeps all the same. */
export function whatStays(environment: NodeJS.ProcessEnv): readonly string[] {
  const {
    AZURE_KEY_VAULT_NAME: vault,
    DEPLOY_EXISTING_VAULT_ID: existingVault,
    DEPLOY_EXISTING_STORAGE_ID: existingStorage,
  } = environment;
  return [
    ...(existingStorage
      ? []
      : ['Messages that still wait, and what became of the others, go with the storage account.']),
    ...(vault && !existingVault
      ? [
          `The key vault ${vault} and its certificate stay, deleted, for 90 days: purge protection lets nobody end them`,
          'sooner (azd down --purge fails at it), and the name is taken until then. To have it back:',
          '  azd env set DEPLOY_RECOVER_VAULT true     then azd up, with the same environment name and region',
          '  azd env set DEPLOY_RECOVER_VAULT false    afterwards',
          'Or deploy under another environment name.',
        ]
      : []),
  ];
}

const exchange = ['https://outlook.office365.com', 'https://outlook.office.com'];
const others = ['https://graph.microsoft.com', 'https://storage.azure.com', 'https://vault.azure.net'];

/** The client id of Office 365 Exchange Online, the same in every tenant. */
export const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000';

/** The `.default` scopes of the resources that the stand-in knows. */
export const knownScopes = [...exchange, ...others].map((resource) => `${resource}/.default`);

export const isKnownResource = (resource: string): boolean => knownScopes.includes(`${resource}/.default`);

/** `SMTP.SendAsApp` is a role of Exchange Online: a token for another resource does not carry it. */
export const isExchange = (resource: string): boolean => exchange.includes(resource);

/** A managed identity's token for it is the assertion of an application that trusts the identity. */
export const isTokenExchange = (resource: string): boolean => resource === 'api://AzureADTokenExchange';

/** The resource of a `<resource>/.default` scope. */
export const resourceOf = (scope: string): string | undefined => /^(.+)\/\.default$/.exec(scope)?.[1];

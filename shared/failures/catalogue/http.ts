import type { KnownFailure } from '../known-failure.ts';

/** What keeps callers from the HTTP functions. */
export const http: readonly KnownFailure[] = [
  {
    id: 'http-auth-unchecked',
    at: 'settings',
    when: /\bhttp-auth-unchecked\b/,
    seen: ['http-auth-unchecked MAIL_HTTP_AUTH is easyauth, and WEBSITE_AUTH_ENABLED is not true'],
    meaning:
      'MAIL_HTTP_AUTH is easyauth, but the platform does not authenticate callers: anybody could say to be anybody. The HTTP functions answer nobody until it does.',
    causes: [
      'Authentication (Easy Auth) was never turned on for the function app, or was turned off.',
      'The app does not run in App Service: on a desk nobody authenticates callers.',
    ],
    fix: [
      {
        does: 'Turn authentication on, with Microsoft Entra ID as identity provider, and let it allow unauthenticated requests: the app itself refuses them wherever it is not open to everybody.',
        portal: 'Azure portal > Function App > {functionApp} > Settings > Authentication',
        command: 'az webapp auth update --resource-group {resourceGroup} --name {functionApp} --enabled true',
      },
      {
        does: 'Or let callers come with a function key.',
        portal: 'Azure portal > Function App > {functionApp} > Settings > Environment variables',
        command:
          'az functionapp config appsettings set --resource-group {resourceGroup} --name {functionApp} --settings MAIL_HTTP_AUTH=key',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 300,
    source: 'this app; WEBSITE_AUTH_ENABLED as Microsoft.Identity.Web reads it',
    evidence: 'documented',
  },
];

import type { KnownFailure } from '../known-failure.ts';
import { aadsts } from './aadsts.ts';
import { askMicrosoft, mendSettings, nothingToDo, useMatchingCloud } from './fixes.ts';

const errorCodes = 'Microsoft Learn: Microsoft Entra authentication and authorization error codes';

const signInLog =
  'Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins';

/** The token request itself: what it asks for, how it is made, and when there is no answer to be had. */
export const entraRequest: readonly KnownFailure[] = [
  {
    id: 'scope-invalid',
    at: 'token',
    when: aadsts(1002012, 70011, 901002),
    seen: [
      'AADSTS1002012: The provided value for scope https://outlook.office365.com/SMTP.Send is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
      "AADSTS70011: The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid.",
      "AADSTS901002: The 'resource' request parameter is not supported.",
    ],
    meaning: 'The scope of the token request is not one that an application may ask for.',
    causes: ['A delegated scope (SMTP.Send) was set instead of …/.default.'],
    fix: [useMatchingCloud],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: `${errorCodes}; public logs`,
    evidence: 'documented',
  },
  {
    id: 'token-request-malformed',
    at: 'token',
    when: aadsts(90013, 90014, 900144, 90023, 900236, 70003),
    seen: [
      "AADSTS900144: The request body must contain the following parameter: 'grant_type'.",
      "AADSTS70003: The app requested an unsupported grant type 'client_credential'.",
      "AADSTS90014: The required field 'scope' is missing from the credential.",
      "AADSTS90013: InvalidUserInput - The input from the user isn't valid.",
      "AADSTS90023: InvalidRequest - The authentication service request isn't valid.",
      'AADSTS900236',
    ],
    meaning:
      'The token request is not well formed. The settings cannot cause this: it is a fault of the client.',
    causes: ['The text comes from another program.', 'A proxy changes the request.', 'A fault in this app.'],
    fix: [{ does: 'Report it, with the whole text: it holds a trace id.' }],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'user-sign-in-used',
    at: 'token',
    when: aadsts(50076, 50105, 50126, 50034),
    seen: [
      'AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
      "AADSTS50105: The signed in user 'billing@contoso.com' is not assigned to a role for the application.",
    ],
    meaning: 'A user was to sign in. An application signs in with its own certificate, and never meets this.',
    causes: ['The text comes from another program, or from a set-up with user name and password.'],
    fix: [
      {
        does: 'Use the token that this app asks for: client credentials with a certificate, no user and no password.',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'network-restricts-tenant',
    at: 'token',
    when: aadsts(50002),
    seen: [
      'AADSTS50002: NotAllowedTenant - Sign-in failed because of a restricted proxy access on the tenant.',
    ],
    meaning: 'A proxy on the way allows sign-in to chosen tenants only, and this one is not among them.',
    causes: ['Tenant restrictions are switched on in the network that the app is joined to.'],
    fix: [
      { does: 'Let the proxy allow this tenant, or let the app reach the sign-in host without the proxy.' },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'regional-endpoint-refused',
    at: 'token',
    when: aadsts(100007),
    seen: [
      'AADSTS100007: Only managed identities and Microsoft internal service identities are supported. SN+I authentication is required.',
    ],
    meaning:
      'The token was asked for at a regional host of Microsoft Entra ID, which does not serve such apps.',
    causes: ['A client library is told to use a region (AZURE_REGIONAL_AUTHORITY_NAME).'],
    fix: [{ ...mendSettings, does: 'Take AZURE_REGIONAL_AUTHORITY_NAME out of the settings.' }],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: `${errorCodes}; microsoft/dev-tunnels#443`,
    evidence: 'documented',
  },
  {
    id: 'directory-failure',
    at: 'token',
    when: aadsts(90036),
    seen: [
      'AADSTS90036: MsodsServiceUnretryableFailure - An unexpected, non-retryable error from the WCF service hosted by MSODS has occurred.',
    ],
    meaning: 'The directory behind Microsoft Entra ID failed in a way that does not pass by itself.',
    causes: ['Trouble inside the service.'],
    fix: [askMicrosoft],
    treat: 'hold',
    scope: 'app',
    wait: 1800,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'token-loop-detected',
    at: 'token',
    when: aadsts(50196),
    seen: [
      'AADSTS50196: The server terminated an operation because it encountered a loop while processing a request',
    ],
    meaning: 'The same token was asked for too often in a short time.',
    causes: ['Tokens are not kept until they expire, for example by many short-lived processes.'],
    fix: [
      {
        does: 'Nothing: the app waits some minutes. If it lasts, see what else asks for tokens with this client id.',
        portal: signInLog,
      },
    ],
    treat: 'retry',
    scope: 'app',
    wait: 600,
    source: errorCodes,
    evidence: 'documented',
  },
  {
    id: 'token-service-unavailable',
    at: 'token',
    when: new RegExp(
      `${aadsts(50033, 90006, 90012, 90024, 90033, 90090, 90055).source}|\\btemporarily_unavailable\\b|\\(HTTP (?:429|50[0234])\\)`,
      'i',
    ),
    seen: [
      'AADSTS90033: A transient error has occurred. Please try again.',
      'AADSTS90024: RequestBudgetExceededError - A transient error has occurred. Please try again.',
      'AADSTS90055: TenantThrottlingError - There are too many incoming requests.',
      'AADSTS50033: RetryableError - Indicates a transient error not related to the database operations.',
      'AADSTS90006: ExternalServerRetryableError - The service is temporarily unavailable.',
      'AADSTS90012: RequestTimeout - The requested has timed out.',
      'AADSTS90090: GraphRetryableError - The service is temporarily unavailable.',
      '503 {"error":"temporarily_unavailable","error_description":"The server is temporarily too busy to handle the request."}',
    ],
    meaning: 'Microsoft Entra ID cannot answer just now.',
    causes: ['Trouble inside the service.', 'Too many requests of the tenant.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 30,
    pausesEndpoint: true,
    source: errorCodes,
    evidence: 'documented',
  },
];

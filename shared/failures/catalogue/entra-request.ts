import type { KnownFailure } from '../known-failure.ts';
import { aadsts } from './aadsts.ts';
import { nothingToDo, useMatchingCloud } from './fixes.ts';

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
    when: aadsts(90013, 90014, 900144, 90023, 900236, 70003, 50076),
    seen: [
      "AADSTS900144: The request body must contain the following parameter: 'grant_type'.",
      "AADSTS70003: The app requested an unsupported grant type 'client_credential'.",
      "AADSTS90014: The required field 'scope' is missing from the credential.",
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
    when: /(?:\bAADSTS|"error_codes":\s?\[)(?:50033|90006|90012|90024|90033|90090|90055)\b|\btemporarily_unavailable\b/i,
    seen: [
      'AADSTS90033: A transient error has occurred. Please try again.',
      'AADSTS90024: RequestBudgetExceededError - A transient error has occurred. Please try again.',
      'AADSTS90055: TenantThrottlingError - There are too many incoming requests.',
      '503 {"error":"temporarily_unavailable","error_description":"The server is temporarily too busy to handle the request."}',
    ],
    meaning: 'Microsoft Entra ID cannot answer just now.',
    causes: ['Trouble inside the service.', 'Too many requests of the tenant.'],
    fix: [nothingToDo],
    treat: 'retry',
    wait: 30,
    source: errorCodes,
    evidence: 'documented',
  },
];

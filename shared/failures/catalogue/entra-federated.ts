import type { Fix, KnownFailure } from '../known-failure.ts';
import { aadsts } from './aadsts.ts';

const federatedCredentials =
  'Microsoft Entra admin center > App registrations > {application} > Certificates & secrets > Federated credentials';

const trustIdentity: Fix = {
  does: 'See what is trusted, and add the managed identity.',
  portal: `${federatedCredentials} > Add credential > Managed identity`,
  command: `az ad app federated-credential list --id {clientId}
az ad app federated-credential create --id {clientId} --parameters '{"name":"sendasapp","issuer":"https://login.microsoftonline.com/{tenantId}/v2.0","subject":"{identityId}","audiences":["api://AzureADTokenExchange"]}'`,
};

/** The token of the managed identity, shown instead of a certificate, is refused. */
export const entraFederated: readonly KnownFailure[] = [
  {
    id: 'federated-credential-missing',
    at: 'token',
    when: aadsts(70025),
    seen: [
      "AADSTS70025: The client '11111111-2222-3333-4444-555555555555'(Mail sender) has no configured federated identity credentials.",
    ],
    meaning:
      'The app is set to go without a certificate (MAIL_CERTIFICATE_SOURCE=federated), and the app registration trusts no identity at all.',
    causes: [
      'The federated credential was never added, or to another app registration.',
      'MAIL_CLIENT_ID names another app registration than was meant.',
    ],
    fix: [trustIdentity],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'public logs; Microsoft Learn: Configure an application to trust a managed identity',
    evidence: 'documented',
  },
  {
    id: 'federated-subject-case',
    at: 'token',
    when: aadsts(7002138),
    seen: [
      "AADSTS7002138: No matching federated identity record found for presented assertion subject '99999999-8888-7777-6666-abcdefabcdef'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
    ],
    meaning:
      'The federated credential names the managed identity in other letters, capital for small, than its token does.',
    causes: ['Its subject was typed or pasted in capital letters.'],
    fix: [
      {
        does: 'Write the subject exactly as it stands in the reply, in small letters.',
        portal: federatedCredentials,
        command: `az ad app federated-credential list --id {clientId} --query "[].{name:name, subject:subject}"
az ad app federated-credential update --id {clientId} --federated-credential-id sendasapp --parameters '{"issuer":"https://login.microsoftonline.com/{tenantId}/v2.0","subject":"{identityId}","audiences":["api://AzureADTokenExchange"]}'`,
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: "GH:Azure/login#517; Microsoft Learn: What's new for authentication (breaking changes)",
    evidence: 'documented',
  },
  {
    id: 'federated-credential-mismatch',
    at: 'token',
    when: aadsts(700211, 700212, 700213, 70021),
    seen: [
      "AADSTS700213: No matching federated identity record found for presented assertion subject '99999999-8888-7777-6666-555555555555'.",
      "AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0'.",
      "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
      'AADSTS70021: No matching federated identity record found for presented assertion.',
    ],
    meaning:
      'The app registration does not trust the managed identity that asks for a token (federated credential): subject, issuer or audience do not match.',
    causes: [
      'The federated credential names another managed identity; its subject must be the object id of the identity.',
      'It was never added, and others were.',
      'The identity belongs to another tenant.',
    ],
    fix: [trustIdentity],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Configure an application to trust a managed identity; public logs',
    evidence: 'documented',
  },
];

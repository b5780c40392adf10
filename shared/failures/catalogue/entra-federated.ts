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

// Names are unique, and so are pairs of issuer and subject: what is there is changed, and only what is for this app.
const correctTrust: Fix = {
  does: 'Correct what is trusted: issuer, subject (the object id of the identity, in small letters) and audience count letter by letter. The command changes the credential named sendasapp, or the first for an identity of this tenant; where the list shows that another one is meant, put in its name.',
  portal: federatedCredentials,
  command: `az ad app federated-credential list --id {clientId}
name=$(az ad app federated-credential list --id {clientId} --query "[?name=='sendasapp' || issuer=='https://login.microsoftonline.com/{tenantId}/v2.0'].name | [0]" --output tsv)
az ad app federated-credential update --id {clientId} --federated-credential-id "$name" --parameters '{"issuer":"https://login.microsoftonline.com/{tenantId}/v2.0","subject":"{identityId}","audiences":["api://AzureADTokenExchange"]}'`,
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
    fix: [correctTrust],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: "GH:Azure/login#517; Microsoft Learn: What's new for authentication (breaking changes)",
    evidence: 'documented',
  },
  {
    id: 'federated-credential-mismatch',
    at: 'token',
    when: aadsts(700213, 70021),
    seen: [
      "AADSTS700213: No matching federated identity record found for presented assertion subject '99999999-8888-7777-6666-555555555555'.",
      'AADSTS70021: No matching federated identity record found for presented assertion.',
    ],
    meaning:
      'The app registration does not trust the managed identity that asks for a token (federated credential): its object id is not the subject, or issuer or audience do not match.',
    causes: [
      'The federated credential names another managed identity; its subject must be the object id of the identity.',
      'It was never added, and others were.',
      'The identity belongs to another tenant.',
    ],
    fix: [correctTrust, trustIdentity],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Configure an application to trust a managed identity; public logs',
    evidence: 'documented',
  },
  {
    id: 'federated-issuer-mismatch',
    at: 'token',
    when: aadsts(700211),
    seen: [
      "AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0'.",
    ],
    meaning:
      'No federated credential of the app registration is for an identity of this tenant: the issuer differs.',
    causes: [
      'The issuer of the federated credential is misspelt, or that of another tenant or service.',
      'The managed identity belongs to another tenant than the app registration.',
    ],
    fix: [correctTrust, trustIdentity],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Configure an application to trust a managed identity; public logs',
    evidence: 'documented',
  },
  {
    id: 'federated-audience-mismatch',
    at: 'token',
    when: aadsts(700212),
    seen: [
      "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
    ],
    meaning:
      'The federated credential is for the right identity, and for another audience than its token has.',
    causes: [
      'The audience of the federated credential is that of another cloud, or was changed: it has to be api://AzureADTokenExchange in the worldwide cloud.',
    ],
    fix: [correctTrust],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Configure an application to trust a managed identity; public logs',
    evidence: 'documented',
  },
];

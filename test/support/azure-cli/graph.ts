import { createHash, X509Certificate } from 'node:crypto';
import { exchangeAppId } from '../../../local/entra/resources.ts';
import type { Application, EntraState } from '../../../local/entra/state.ts';
import { notFound } from './failure.ts';

/** The application permissions of Office 365 Exchange Online, as far as they are known by name (setup logs). */
export const exchangeRoles: Readonly<Record<string, string>> = {
  '7146a1f0-8703-45b3-9eae-527a64c00995': 'SMTP.SendAsApp',
  '5e5addcd-3e8d-4e90-baf5-964efab2b20a': 'IMAP.AccessAsApp',
  'cb842b43-da6e-4506-86fe-bb12199c656d': 'POP.AccessAsApp',
  'dc50a0fb-09a3-484d-be87-e023b12c6440': 'Exchange.ManageAsApp',
  'dc890d15-9560-4a4c-9b7f-a736ec74ec40': 'full_access_as_app',
};

/** The object id of Office 365 Exchange Online in this tenant. */
export const exchangeObjectId = 'e0c5d7a9-4b2f-4c68-9a13-d5f7082b6c94';

/** An id that belongs to something without one in the state: always the same for the same thing. */
export function derivedId(...of: readonly string[]): string {
  const hex = createHash('sha256').update(of.join(' ')).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The app registration with this client id or object id. */
export function registration({ applications }: EntraState, id: string): Application {
  const found = applications.find((one) => same(one.clientId, id) || same(registrationIdOf(one), id));
  if (!found) throw notFound(id);
  return found;
}

const registrationIdOf = ({ clientId }: Application): string => derivedId('registration', clientId);

/** An app registration as Graph shows it. */
export const registrationBody = (application: Application) => ({
  id: registrationIdOf(application),
  appId: application.clientId,
  displayName: application.displayName,
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: requestedBody(application),
  keyCredentials: application.certificates.map((_, index) => ({ keyId: keyIdOf(application, index) })),
});

/** The permissions of an app registration, each as often as it was added. */
export function requestedBody({ requested = [] }: Application) {
  return [...new Set(requested.map(({ api }) => api))].map((api) => ({
    resourceAppId: api,
    resourceAccess: requested
      .filter((one) => one.api === api)
      .map(({ permission, type }) => ({ id: permission, type })),
  }));
}

/** A certificate of an app registration; the same certificate may be there twice. */
export function keyBody(application: Application, index: number, as: 'base64' | 'hex') {
  const certificate = new X509Certificate(application.certificates[index] ?? '');
  const thumbprint = certificate.fingerprint.replaceAll(':', '');
  return {
    customKeyIdentifier: as === 'hex' ? thumbprint : Buffer.from(thumbprint, 'hex').toString('base64'),
    displayName: certificate.subject,
    startDateTime: certificate.validFromDate.toISOString(),
    endDateTime: certificate.validToDate.toISOString(),
    key: null,
    keyId: keyIdOf(application, index),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}

const keyIdOf = ({ clientId }: Application, index: number): string =>
  derivedId('key', clientId, String(index));

/** The enterprise application with this object id, client id or service principal name. */
export function servicePrincipal({ applications }: EntraState, id: string): Application | undefined {
  return applications.find(
    (one) => one.servicePrincipal && (same(one.objectId, id) || same(one.clientId, id)),
  );
}

export const isExchangeOnline = (id: string): boolean =>
  same(id, exchangeAppId) || same(id, exchangeObjectId);

/** An enterprise application as Graph shows it. */
export const principalBody = (application: Application) => ({
  id: application.objectId,
  appId: application.clientId,
  displayName: application.displayName,
  accountEnabled: application.enabled,
  appRoles: [],
  servicePrincipalNames: [application.clientId],
  servicePrincipalType: 'Application',
});

/** Office 365 Exchange Online as Graph shows it; undefined where the tenant does not have it. */
export const exchangeBody = ({ exchangeOnline }: EntraState) =>
  exchangeOnline === 'absent'
    ? undefined
    : {
        id: exchangeObjectId,
        appId: exchangeAppId,
        displayName: 'Office 365 Exchange Online',
        accountEnabled: exchangeOnline !== 'disabled',
        appRoleAssignmentRequired: exchangeOnline === 'assignment required',
        appRoles: Object.entries(exchangeRoles).map(([id, value]) => ({
          id,
          value,
          allowedMemberTypes: ['Application'],
          isEnabled: true,
        })),
        servicePrincipalNames: [exchangeAppId, 'https://outlook.office365.com/'],
        servicePrincipalType: 'Application',
      };

export const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

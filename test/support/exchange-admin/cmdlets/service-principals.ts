import { type Cmdlet, given, type ServicePrincipal, takeOver, text, withPrincipal } from '../cmdlet.ts';
import { alreadyExists, noEnterpriseApplication } from '../refusals.ts';

const shown = ({ objectId, appId, displayName }: ServicePrincipal) => ({
  DisplayName: displayName,
  ObjectId: objectId,
  AppId: appId,
  ServiceId: objectId,
  Identity: objectId,
  Name: objectId,
});

/** The list of applications that Exchange Online keeps. */
export const servicePrincipals: Readonly<Record<string, Cmdlet>> = {
  'Get-ServicePrincipal': ({ state }, parameters) => {
    const identity = text(parameters, 'Identity');
    if (!identity) return { output: state.servicePrincipals.map(shown) };
    return withPrincipal(state, identity, (principal) => ({ output: [shown(principal)] }));
  },

  /** A wrong object id is refused: it has to be that of the enterprise application with this client id. */
  'New-ServicePrincipal': ({ state, administrator }, parameters) => {
    const appId = given(parameters, 'AppId');
    const objectId = text(parameters, 'ObjectId') ?? given(parameters, 'ServiceId');
    const known = administrator.enterpriseApplications?.();
    const isThere = (application: { clientId: string; objectId: string }) =>
      application.clientId === appId && application.objectId === objectId;
    if (known && !known.some(isThere)) return { error: noEnterpriseApplication(objectId) };
    if (administrator.notFoundYet) {
      administrator.notFoundYet -= 1;
      return { error: noEnterpriseApplication(objectId) };
    }
    if (state.servicePrincipals.some((one) => one.appId === appId || one.objectId === objectId)) {
      return { error: alreadyExists(`CN=${objectId}`) };
    }
    const principal = { appId, objectId, displayName: text(parameters, 'DisplayName') ?? '' };
    state.servicePrincipals.push(principal);
    return { output: [shown(principal)] };
  },

  'Set-ServicePrincipal': ({ state }, parameters) =>
    withPrincipal(state, given(parameters, 'Identity'), (principal) =>
      takeOver(principal, parameters, { DisplayName: 'displayName' }, principal.displayName),
    ),

  'Remove-ServicePrincipal': ({ state }, parameters) =>
    withPrincipal(state, given(parameters, 'Identity'), (principal) => {
      state.servicePrincipals.splice(state.servicePrincipals.indexOf(principal), 1);
      return {};
    }),
};

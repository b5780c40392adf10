import { sameAddress } from '../../../../local/exchange/mailbox.ts';
import { type Cmdlet, given, recipientsOf, takeOver, text } from '../cmdlet.ts';
import { alreadyCustomized, notFound } from '../refusals.ts';

/** What concerns the whole organization. */
export const organisation: Readonly<Record<string, Cmdlet>> = {
  'Get-TransportConfig': ({ state: { organisation: set } }) => ({
    output: [
      {
        SmtpClientAuthenticationDisabled: set.smtpClientAuthenticationDisabled,
        AllowLegacyTLSClients: set.allowLegacyTLSClients ?? false,
      },
    ],
  }),

  'Set-TransportConfig': ({ state }, parameters) =>
    takeOver(
      state.organisation,
      parameters,
      {
        SmtpClientAuthenticationDisabled: 'smtpClientAuthenticationDisabled',
        AllowLegacyTLSClients: 'allowLegacyTLSClients',
      },
      'Transport Settings',
    ),

  'Get-OrganizationConfig': ({ state }) => ({
    output: [
      {
        Name: 'contoso.onmicrosoft.com',
        IsDehydrated: state.organisation.isDehydrated ?? false,
        SendFromAliasEnabled: state.sendFromAliasEnabled,
      },
    ],
  }),

  'Set-OrganizationConfig': ({ state }, parameters) =>
    takeOver(state, parameters, { SendFromAliasEnabled: 'sendFromAliasEnabled' }, 'contoso.onmicrosoft.com'),

  'Enable-OrganizationCustomization': ({ state }) => {
    if (!state.organisation.isDehydrated) return { error: alreadyCustomized };
    state.organisation.isDehydrated = false;
    return {};
  },

  'Get-AcceptedDomain': ({ state }) => {
    const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const domains =
      state.organisation.acceptedDomains ?? recipientsOf(state).map((one) => domainOf(one.address));
    return {
      output: [...new Set(domains)].map((domain, index) => ({
        Name: domain,
        DomainName: domain,
        DomainType: 'Authoritative',
        Default: index === 0,
      })),
    };
  },

  'Get-AuthenticationPolicy': ({ state: { authenticationPolicies = [] } }, parameters) => {
    const identity = text(parameters, 'Identity');
    const found = authenticationPolicies.filter(({ name }) => !identity || sameAddress(name, identity));
    if (identity && found.length === 0) return { error: notFound(identity) };
    return {
      output: found.map(({ name, allowBasicAuthSmtp }) => ({
        Name: name,
        Identity: name,
        AllowBasicAuthSmtp: allowBasicAuthSmtp,
      })),
    };
  },

  'Set-AuthenticationPolicy': ({ state: { authenticationPolicies = [] } }, parameters) => {
    const identity = given(parameters, 'Identity');
    const policy = authenticationPolicies.find(({ name }) => sameAddress(name, identity));
    return policy
      ? takeOver(policy, parameters, { AllowBasicAuthSmtp: 'allowBasicAuthSmtp' }, identity)
      : { error: notFound(identity) };
  },

  'Get-HostedOutboundSpamFilterPolicy': () => ({
    output: [
      {
        Name: 'Default',
        Identity: 'Default',
        RecipientLimitExternalPerHour: 0,
        RecipientLimitInternalPerHour: 0,
        RecipientLimitPerDay: 0,
      },
    ],
  }),

  /** Nothing that the stand-in accepted is traced: the trace of the real one lags by minutes too. */
  'Get-MessageTraceV2': () => ({ output: [] }),
};

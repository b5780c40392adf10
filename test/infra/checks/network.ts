import type { Scenario } from '../scenarios.ts';
import { type Evaluated, ofType } from '../template.ts';
import { type Check, differences, unless } from './check.ts';

const withDoors = ['Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults', 'Microsoft.Web/sites'];

export const doors: Check = {
  says: 'private: no public door, and a private one to each service; none: no network at all',
  problems: (evaluated, scenario) =>
    scenario.isPrivate ? privateProblems(evaluated, scenario) : openProblems(evaluated),
};

const openProblems = ({ resources }: Evaluated): string[] =>
  resources
    .filter(({ type }) => type.startsWith('Microsoft.Network/'))
    .map(({ name }) => `${name} is of a network that nobody asked for`);

function privateProblems(evaluated: Evaluated, { source }: Scenario): string[] {
  const endpoints = ofType(evaluated, 'Microsoft.Network/privateEndpoints');
  const services = endpoints.map(
    ({ properties }) => properties.privateLinkServiceConnections[0].properties.groupIds[0],
  );
  const zoned = ofType(evaluated, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups').length;
  const [network] = ofType(evaluated, 'Microsoft.Network/virtualNetworks');
  const [app, ends] = network?.properties.subnets ?? [];
  const addresses = ofType(evaluated, 'Microsoft.Network/publicIPAddresses');
  const [site] = ofType(evaluated, 'Microsoft.Web/sites');
  return [
    ...withDoors
      .flatMap((type) => ofType(evaluated, type))
      .filter(({ properties }) => !isClosed(properties))
      .map(({ name }) => `${name} has a public door`),
    ...differences('private endpoints', services, [
      ...['blob', 'queue', 'table', 'sites'],
      ...(source === 'federated' ? [] : ['vault']),
    ]),
    ...unless({
      'an endpoint has no DNS zone': zoned === endpoints.length,
      'the app is not in the network': `${site?.properties.virtualNetworkSubnetId}`.includes(
        'virtualNetworks',
      ),
      'the subnet is not delegated':
        app?.properties.delegations[0].properties.serviceName === 'Microsoft.App/environments',
      'the app does not leave by the NAT gateway': Boolean(app?.properties.natGateway?.id),
      'endpoints share the subnet of the app': Boolean(ends) && !ends.properties.delegations,
      'there is not one static address':
        addresses.length === 1 && addresses[0]?.properties.publicIPAllocationMethod === 'Static',
    }),
  ];
}

const isClosed = ({ publicNetworkAccess, networkAcls }: Evaluated['resources'][number]['properties']) =>
  publicNetworkAccess === 'Disabled' && (networkAcls?.defaultAction ?? 'Deny') === 'Deny';

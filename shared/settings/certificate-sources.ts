/** What sources are made of. A source's `needs` are there once settings were read. */
interface Values {
  MAIL_VAULT_URL: string | undefined;
  MAIL_VAULT_VERIFY_CHALLENGE: boolean;
  MAIL_CERTIFICATE_NAME: string | undefined;
  MAIL_CERTIFICATE_FILE: string | undefined;
  MAIL_CERTIFICATE_PASSWORD: string | undefined;
}

interface Row {
  about: string;
  needs: readonly string[];
  from(values: Values): { source: string };
}

const inVault = ['MAIL_VAULT_URL', 'MAIL_CERTIFICATE_NAME'];

const vaultOf = (values: Values) => ({
  vaultUrl: values.MAIL_VAULT_URL as string,
  verifyChallenge: values.MAIL_VAULT_VERIFY_CHALLENGE,
  name: values.MAIL_CERTIFICATE_NAME as string,
});

/** One row a source of the certificate: what it is, which settings it needs, and what they become. */
export const certificateSources = {
  'vault-sign': {
    about: 'Key Vault signs, the key never leaves it',
    needs: inVault,
    from: (values: Values) => ({ source: 'vault-sign' as const, ...vaultOf(values) }),
  },
  'vault-secret': {
    about: 'the app reads the key in Key Vault',
    needs: inVault,
    from: (values: Values) => ({ source: 'vault-secret' as const, ...vaultOf(values) }),
  },
  file: {
    about: 'the app reads it',
    needs: ['MAIL_CERTIFICATE_FILE'],
    from: (values: Values) => ({
      source: 'file' as const,
      path: values.MAIL_CERTIFICATE_FILE as string,
      password: values.MAIL_CERTIFICATE_PASSWORD,
    }),
  },
  federated: {
    about: 'none: the app registration trusts the managed identity',
    needs: ['MAIL_IDENTITY_CLIENT_ID'],
    from: () => ({ source: 'federated' as const }),
  },
} satisfies Record<string, Row>;

export type CertificateSourceName = keyof typeof certificateSources;

/** Where the certificate comes from, with what that source needs. */
export type CertificateSettings = ReturnType<(typeof certificateSources)[CertificateSourceName]['from']>;

export const certificateSourceNames = Object.keys(certificateSources) as CertificateSourceName[];

/** The sources that a setting is required with. */
export const sourcesThatNeed = (setting: string): readonly CertificateSourceName[] =>
  certificateSourceNames.filter((name) => certificateSources[name].needs.includes(setting));

/** Each source by its name, with what it is. */
export const sourcesInWords = certificateSourceNames
  .map((name) => `${name} (${certificateSources[name].about})`)
  .join(', ');

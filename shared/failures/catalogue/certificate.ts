import type { KnownFailure } from '../known-failure.ts';
import { mendSettings } from './fixes.ts';

const versions = 'Azure portal > Key vaults > {vault} > Certificates > {certificate}';

/** The certificate itself, in the vault or in a file: missing, disabled, expired, unreadable. */
export const certificate: readonly KnownFailure[] = [
  {
    id: 'certificate-not-found',
    at: 'certificate',
    when: /\b(?:Certificate|Secret|Key)NotFound\b|A (?:certificate|secret|key) with \(name\/id\) .{1,300} was not found in this key vault/i,
    seen: [
      'CertificateNotFound A certificate with (name/id) smtp was not found in this key vault. If you recently deleted this certificate you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182',
      'SecretNotFound A secret with (name/id) smtp was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182',
      'KeyNotFound A key with (name/id) smtp was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182',
    ],
    meaning: 'The vault {vault} has no certificate of the name {certificate}.',
    causes: [
      'The name is misspelt, or the certificate is in another vault.',
      'It was deleted; for 7 to 90 days it can be recovered.',
    ],
    fix: [
      {
        does: 'See what the vault holds, and compare it with MAIL_CERTIFICATE_NAME.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates',
        command: 'az keyvault certificate list --vault-name {vault} --query "[].name" --output tsv',
      },
      {
        does: 'Recover it if it was deleted.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates > Manage deleted certificates',
        command: 'az keyvault certificate recover --vault-name {vault} --name {certificate}',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Azure Key Vault soft-delete overview; public logs',
    evidence: 'documented',
  },
  {
    id: 'certificate-deleted',
    at: 'certificate',
    when: /\bObjectIsDeletedButRecoverable\b|is currently in a deleted but recoverable state/i,
    seen: [
      'ObjectIsDeletedButRecoverable Certificate smtp is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.',
      '(Conflict) Secret smtp is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.',
    ],
    meaning:
      'The vault {vault} still keeps a deleted certificate, secret or key of this name, so none can be made with it.',
    causes: ['It was deleted within the last 7 to 90 days.'],
    fix: [
      {
        does: 'Recover it, or choose another name.',
        portal: 'Azure portal > Key vaults > {vault} > Certificates > Manage deleted certificates',
        command: 'az keyvault certificate recover --vault-name {vault} --name {certificate}',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Azure Key Vault soft-delete overview; public logs',
    evidence: 'documented',
  },
  {
    id: 'certificate-disabled',
    at: 'certificate',
    when: /\b(?:Secret|Key|Certificate)Disabled\b|is not allowed on a disabled (?:secret|key|certificate)/i,
    seen: [
      'SecretDisabled Operation get is not allowed on a disabled secret.',
      'KeyDisabled Operation sign is not allowed on a disabled key.',
    ],
    meaning: 'The newest version of {certificate} in the vault {vault} is disabled.',
    causes: ['An administrator disabled it, and no other version is enabled and valid today.'],
    fix: [
      {
        does: 'Enable the version, or make a new one.',
        portal: versions,
        command:
          'az keyvault certificate set-attributes --vault-name {vault} --name {certificate} --enabled true',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'GH:Azure/azure-sdk-for-js#24756; GH:ansible-collections/azure#1989',
    evidence: 'documented',
  },
  {
    id: 'certificate-expired',
    at: 'certificate',
    when: /\bcertificate-expired\b|\bCertificateExpired\b|\b\w{1,20}NotYetValidOrExpired\b|\bnot allowed on an? (?:expired|not yet valid) (?:key|secret)|outside the key's validity/i,
    seen: [
      'certificate-expired The certificate was valid from 2025-11-20 to 2026-11-20.',
      'CertificateExpired',
    ],
    meaning:
      'The certificate {certificate} is past its validity, or its validity has not begun. The vault does not sign with its key, and Microsoft Entra ID does not accept it.',
    causes: ['It was not renewed.', 'It was made or imported with dates that do not fit.'],
    fix: [
      {
        does: 'Make a new version by the policy of the old one (where it was imported: import the new one instead), and give the app registration its public part.',
        portal: `${versions} > New version`,
        command: `az keyvault certificate create --vault-name {vault} --name {certificate} --policy "$(az keyvault certificate show --vault-name {vault} --name {certificate} --query policy)"
az ad app credential reset --id {clientId} --keyvault {vault} --cert {certificate} --append`,
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'Microsoft Learn: Common error codes for Azure Key Vault; About Azure Key Vault keys',
    evidence: 'documented',
  },
  {
    id: 'certificate-not-exportable',
    at: 'certificate',
    when: /\bcertificate-not-exportable\b|holds no private key: the certificate is not exportable/i,
    seen: [
      'certificate-not-exportable The secret of the certificate in Key Vault holds no private key: the certificate is not exportable. Set MAIL_CERTIFICATE_SOURCE to vault-sign, so that the vault signs.',
    ],
    meaning:
      'The app was told to read the private key of {certificate} in the vault {vault}, and the vault keeps it to itself.',
    causes: ['The certificate was made with a policy that says the key is not exportable.'],
    fix: [
      {
        ...mendSettings,
        does: 'Let the vault sign (MAIL_CERTIFICATE_SOURCE=vault-sign): the better way in any case. The identity then needs Key Vault Crypto User and Key Vault Reader.',
      },
      {
        does: 'See what the policy says.',
        portal: `${versions} > Issuance Policy > Advanced Policy Configuration`,
        command:
          'az keyvault certificate show --vault-name {vault} --name {certificate} --query policy.keyProperties.exportable',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'this app; Microsoft Learn: About Azure Key Vault certificates',
    evidence: 'documented',
  },
  {
    id: 'certificate-unreadable',
    at: 'certificate',
    when: /\bcertificate-unreadable\b|PKCS12 routines|mac verify failure|DECODER routines|PEM routines|no start line|\bERR_OSSL_/i,
    seen: [
      'certificate-unreadable The file is neither PEM nor PKCS#12 (.pfx, .p12).',
      'error:11800071:PKCS12 routines::mac verify failure',
      'ERR_OSSL_UNSUPPORTED error:1E08010C:DECODER routines::unsupported',
    ],
    meaning: 'The certificate with its private key cannot be read from where the settings say.',
    causes: [
      'The password of the file (MAIL_CERTIFICATE_PASSWORD) is wrong, or missing.',
      'The file is damaged, or of another kind than PEM or PKCS#12 (.pfx).',
    ],
    fix: [
      { ...mendSettings, does: 'Correct MAIL_CERTIFICATE_PASSWORD, or the file in MAIL_CERTIFICATE_FILE.' },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'this app; OpenSSL error texts as Node.js passes them on',
    evidence: 'documented',
  },
  {
    id: 'certificate-file-missing',
    at: 'certificate',
    when: /\bcertificate-file-missing\b/,
    seen: ['certificate-file-missing The file of MAIL_CERTIFICATE_FILE cannot be opened: ENOENT.'],
    meaning: 'There is no file where MAIL_CERTIFICATE_FILE says, or the app may not read it.',
    causes: [
      'There is no such file (ENOENT): its path is misspelt, or the share that holds it is not mounted.',
      'The app may not read it (EACCES, EPERM).',
    ],
    fix: [{ ...mendSettings, does: 'Let MAIL_CERTIFICATE_FILE be the path of the file as the app sees it.' }],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'this app; Node.js documentation: Errors, common system errors',
    evidence: 'documented',
  },
  {
    id: 'certificate-key-missing',
    at: 'certificate',
    when: /\bcertificate-key-missing\b/,
    seen: ['certificate-key-missing The file holds no private key.'],
    meaning:
      'The file of MAIL_CERTIFICATE_FILE holds a certificate without its private key, so nothing can be signed.',
    causes: ['The file holds the public part only, such as a .cer that was renamed.'],
    fix: [
      {
        ...mendSettings,
        does: 'Let MAIL_CERTIFICATE_FILE name the file with the private key: the .pfx, or a PEM with both. From a vault it is the secret of the certificate, not the certificate.',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'this app',
    evidence: 'documented',
  },
  {
    id: 'certificate-no-pair',
    at: 'certificate',
    when: /\bcertificate-no-pair\b/,
    seen: ['certificate-no-pair The file holds no certificate that belongs to its private key.'],
    meaning: 'Private key and certificate are no pair: the certificate is of another key.',
    causes: ['The file was put together from a certificate and a private key that are no pair.'],
    fix: [
      {
        ...mendSettings,
        does: 'Let MAIL_CERTIFICATE_FILE name a file with a private key and its own certificate.',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    source: 'this app',
    evidence: 'documented',
  },
];

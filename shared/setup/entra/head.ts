import { clouds } from '../../clouds.ts';
import type { SetupPlan } from '../plan.ts';
import { asciiQuoted } from '../quote.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The beginning of `setup-entra.ps1`: what it is, its parameters, and what the settings say. */
export function entraHead(plan: SetupPlan): string {
  const { certificate, cloud } = plan;
  const parameters: [comment: string, name: string, value: string][] = [
    [
      'The name of the app registration: what exists with it is taken, else made.',
      'Application',
      plan.application,
    ],
    [
      'Application (client) ID of an app registration that exists; empty: found by its name.',
      'AppId',
      plan.clientId ?? '',
    ],
    ['The Key Vault: its name, without its domain.', 'Vault', certificate.vault ?? ''],
    ['The name of the certificate in it.', 'CertificateName', certificate.name ?? ''],
    ['The .cer file that certificate-file.ps1 made, where there is no Key Vault.', 'CertificateFile', ''],
    [
      "Object (principal) ID of the function app's managed identity: gets its roles. Azure portal > Function App > Identity.",
      'IdentityId',
      plan.identityId ?? '',
    ],
    ['The storage account, where the identity shall get its roles there too.', 'StorageAccount', ''],
  ];
  return [
    '# setup-entra.ps1: registers the application in Microsoft Entra ID, with its permission and its certificate. For a',
    '# Cloud Application Administrator; the consent takes a Privileged Role Administrator. Needs az (Cloud Shell has it).',
    '# Run it as often as you like: it changes what differs. -WhatIf says what it would change, and changes nothing.',
    '# Written by SendAsApp from its settings; holds no secret. Runs in Windows PowerShell 5.1 and in PowerShell 7.',
    '[CmdletBinding(SupportsShouldProcess = $true)]',
    'param(',
    parameters
      .map(([comment, name, value]) => `    # ${comment}\n    [string]$${name} = ${asciiQuoted(value)}`)
      .join(',\n'),
    ')',
    'Set-StrictMode -Version 3.0',
    "$ErrorActionPreference = 'Stop'",
    '# az tells by its exit code, which is looked at after each call.',
    '$PSNativeCommandUseErrorActionPreference = $false',
    '',
    `$TenantId = '${GUID.test(plan.tenantId ?? '') ? plan.tenantId : ''}'`,
    `$PermissionModel = '${plan.permissionModel}'`,
    `$CertificateSource = '${certificate.source}'`,
    `$IdentityClientId = ${asciiQuoted(plan.identityClientId ?? '')}`,
    `$CloudName = '${clouds[cloud].azureCloud}'`,
    `$Graph = '${clouds[cloud].graph}/v1.0'`,
    `$Authority = '${clouds[cloud].authorityHost}'`,
    `$ExchangeAudience = '${clouds[cloud].exchangeAudience}'`,
    '# Office 365 Exchange Online, the same in every tenant.',
    "$ExchangeAppId = '00000002-0000-0ff1-ce00-000000000000'",
  ].join('\n');
}

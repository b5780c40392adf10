import { clouds } from '../../clouds.ts';
import type { SetupPlan } from '../plan.ts';
import { asciiQuoted } from '../quote.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What only a script that changes something needs. */
const CHANGING = [
  "$Change = @{ ErrorAction = 'Stop'; Confirm = $false }",
  '# With pwsh -File the preference would reach the module too, and hinder its own connecting: the script decides alone.',
  '$IsRehearsal = [bool]$WhatIfPreference',
  '$WhatIfPreference = $false',
  "if (-not $FormerValues) { $FormerValues = Join-Path $PSScriptRoot 'former-values.json' }",
];

interface Head {
  name: string;
  /** Lines of comment: who runs it for what. */
  about: readonly string[];
  changes: boolean;
  /** False where the ids come out of the file of former values. */
  asksIds: boolean;
}

/** The beginning of a script: what it is, its parameters, and how it treats errors. */
export function head(plan: SetupPlan, { name, about, changes, asksIds }: Head): string {
  const parameters = [
    ...(asksIds
      ? [
          '# Application (client) ID: Microsoft Entra admin center > App registrations > the app > Overview.',
          `[string]$AppId = ${asciiQuoted(plan.clientId ?? '')},`,
          '# Object ID: Microsoft Entra admin center > ENTERPRISE applications > the app > Overview (not App registrations).',
          `[string]$ObjectId = ${asciiQuoted(plan.objectId ?? '')},`,
        ]
      : []),
    ...(asksIds && changes
      ? [
          '# The name that Exchange Online shows for it.',
          `[string]$DisplayName = ${asciiQuoted(plan.application)},`,
        ]
      : []),
    ...(changes
      ? [
          '# Where the values from before the first run are written down; beside this script, if not given.',
          "[string]$FormerValues = '',",
        ]
      : []),
    '# Which cloud to connect to: empty is the world-wide one and GCC; O365USGovGCCHigh, O365USGovDoD, O365China.',
    `[string]$ExchangeEnvironmentName = '${clouds[plan.cloud].exchangeEnvironment}'`,
  ];
  return [
    ...[`${name}: ${about[0]}`, ...about.slice(1)].map((line) => `# ${line}`),
    '# Written by SendAsApp from its settings; holds no secret. Runs in Windows PowerShell 5.1 and in PowerShell 7.',
    changes ? '[CmdletBinding(SupportsShouldProcess = $true)]' : '[CmdletBinding()]',
    'param(',
    ...parameters.map((line) => `    ${line}`),
    ')',
    'Set-StrictMode -Version 3.0',
    "$ErrorActionPreference = 'Stop'",
    '',
    ...(asksIds
      ? ['$AppId = $AppId.Trim().ToLowerInvariant()', '$ObjectId = $ObjectId.Trim().ToLowerInvariant()']
      : []),
    `$TenantId = '${GUID.test(plan.tenantId ?? '') ? plan.tenantId : ''}'`,
    '# Exchange cmdlets live in another module and do not see the preferences of a script: each is told by itself.',
    "$Stop = @{ ErrorAction = 'Stop' }",
    ...(changes ? CHANGING : []),
  ].join('\n');
}

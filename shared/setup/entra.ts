import { application } from './entra/application.ts';
import { az } from './entra/az.ts';
import { certificate } from './entra/certificate.ts';
import { entraHead } from './entra/head.ts';
import { roles } from './entra/roles.ts';
import { explanations } from './exchange/explanations.ts';
import type { SetupPlan } from './plan.ts';

/** The rows of the catalogue whose failures az can show. */
const ofAzure =
  /^(?:entra-role-missing|azure-(?:role|sign-in)-missing|tenant-not-found|resource-not-in-tenant|vault-(?:firewall|private-only|unreachable)|certificate-(?:deleted|disabled|not-exportable))$/;

const MAIN = `# ---- Looks at each step, and changes what differs
$App = $null
$Principal = $null
$IsNew = $false
try {
    $null = [IO.Directory]::CreateDirectory($Temp)
    Open-Session
    Set-Application
    Set-Permission
    Set-Certificate
    Set-Roles
    Write-Host ''
    if ($App -and $Principal) {
        Write-Host ('  Application (client) ID       ' + $App.appId)
        Write-Host ('  Object ID (enterprise app)    ' + $Principal.id)
        Write-Host ''
        Write-Host 'Next, an Exchange administrator runs:'
        Write-Host ('  ./setup-exchange.ps1 -AppId ' + $App.appId + ' -ObjectId ' + $Principal.id)
        Write-Host 'Settings of the function app:'
        Write-Host ('  MAIL_TENANT_ID=' + $TenantId)
        Write-Host ('  MAIL_CLIENT_ID=' + $App.appId)
    } else { Write-Host 'The ids are known once it has run without -WhatIf.' }
    $ExitCode = 0
} catch {
    Write-Failure $_
    $ExitCode = 1
} finally {
    if ([IO.Directory]::Exists($Temp)) { [IO.Directory]::Delete($Temp, $true) }
}
exit $ExitCode
`;

/** `setup-entra.ps1`: app registration, permission, consent, certificate and roles, over az. */
export const entraScript = (plan: SetupPlan): string =>
  [
    entraHead(plan),
    explanations(plan, ({ id }) => ofAzure.test(id)),
    az,
    application,
    certificate,
    roles,
    MAIN,
  ].join('\n\n');

import { changes } from './exchange/changes.ts';
import { explanations } from './exchange/explanations.ts';
import { readFormer } from './exchange/former.ts';
import { head } from './exchange/head.ts';
import { looks } from './exchange/looks.ts';
import { session } from './exchange/session.ts';
import { commandsFor } from './exchange/steps.ts';
import type { SetupPlan } from './plan.ts';

const MAIN = `# ---- Back to the former values: permissions first, for they cannot be named by a principal that is gone
$Order = 'sendAs', 'fullAccess', 'smtpAuth', 'copies', 'assignment', 'scope', 'principal'
try {
    $At = 'reading the former values in ' + $FormerValues
    $file = Read-FormerValues
    if ($null -eq $file) {
        Stop-Script 'There is no such file: setup-exchange.ps1 changed nothing, or wrote it elsewhere (name it as -FormerValues).'
    }
    $AppId = $file.appId
    $ObjectId = $file.objectId
    Open-Session
    $At = 'looking at the service principal'
    $IsRegistered = (& $Look.principal) -eq $true
    foreach ($what in $Order) {
        foreach ($former in @($file.values | Where-Object { $_.what -eq $what })) {
            $step = @{ What = $what; Of = $former.of; Found = $null }
            $At = 'looking at ' + (Get-Title $step)
            try { $step.Found = & $Look[$what] $step.Of }
            catch {
                if (-not (Test-NotFound $_)) { throw }
                Write-Line 'gone' $step
                continue
            }
            Set-Step $step $former.was 'as before'
        }
    }
    foreach ($former in @($file.values | Where-Object { $_.what -eq 'customization' -and $_.was })) {
        Write-Line 'stays' @{ What = 'customization'; Of = '' } 'Enable-OrganizationCustomization cannot be undone'
    }
    # Kept while something is left to go back to.
    if (-not $IsRehearsal -and $Left -eq 0) { Remove-Item -LiteralPath $FormerValues -Confirm:$false }
    if ($IsRehearsal) { Write-Host 'Nothing was changed (-WhatIf).' }
    exit 0
} catch {
    Write-Failure $_
    exit 1
}
`;

/** `undo.ps1`: takes back what `setup-exchange.ps1` changed, to the values that it wrote down. */
export const undoScript = (plan: SetupPlan): string =>
  [
    head(plan, {
      name: 'undo.ps1',
      about: [
        'gives everything that setup-exchange.ps1 changed its former value. For an Exchange administrator.',
        'It knows them from the file that the first run of setup-exchange.ps1 wrote. -WhatIf says what it would change.',
        'It removes the service principal where the set-up made it: look first whether it serves other mailboxes by now.',
      ],
      changes: true,
      asksIds: false,
    }),
    session(commandsFor(plan, 'undo')),
    looks,
    changes,
    readFormer,
    explanations(plan),
    MAIN,
  ].join('\n\n');

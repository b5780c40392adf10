import { changes } from './exchange/changes.ts';
import { explanations } from './exchange/explanations.ts';
import { readFormer, saveFormer } from './exchange/former.ts';
import { head } from './exchange/head.ts';
import { looks } from './exchange/looks.ts';
import { session } from './exchange/session.ts';
import { commandsFor, proofList, stepList } from './exchange/steps.ts';
import type { SetupPlan } from './plan.ts';

const MAIN = `# ---- Looks at everything first, then changes what differs
try {
    Open-Session
    foreach ($step in $Steps) {
        $At = 'looking at ' + (Get-Title $step)
        $step.Found = & $Look[$step.What] $step.Of
        if ($step.What -eq 'principal') {
            # Only its name could be changed: a principal with a wrong id has to go.
            if ($step.Found -is [string]) {
                Stop-Script ('Exchange Online has it ' + $step.Found + ', and you gave AppId ' + $AppId + ', ObjectId ' + $ObjectId +
                    '. Compare with Entra (Enterprise applications > the app > Overview). If yours is right: Remove-ServicePrincipal -Identity <the ObjectId there>, then run this script again.')
            }
            $IsRegistered = $step.Found
        }
    }
    Save-FormerValues $Steps
    foreach ($step in $Steps) { Set-Step $step $step.Should 'already right' }
    if ($IsRehearsal) { Write-Host 'Nothing was changed (-WhatIf).' }
    else {
        $At = 'looking at the service principal again'
        $IsRegistered = (& $Look.principal) -eq $true
        foreach ($proof in $Proofs) {
            $At = 'asking whether ' + $proof.Of + ' is in scope'
            if (& $Look.authorized $proof.Of) { Write-Line 'in scope' $proof } else { Write-Line 'not yet' $proof 'run check.ps1 in some minutes' }
        }
        Write-Host ''
        if (Test-Path -LiteralPath $FormerValues) { Write-Host ('What it was before stands in ' + $FormerValues + '; undo.ps1 goes back to it.') }
        Write-Host 'After a change in Exchange Online 30 to 60 minutes are reported as common until it counts, up to two hours as possible.'
    }
    exit 0
} catch {
    Write-Failure $_
    exit 1
}
`;

/** `setup-exchange.ps1`: lets the application send from its mailboxes, by either permission model. */
export const exchangeScript = (plan: SetupPlan): string =>
  [
    head(plan, {
      name: 'setup-exchange.ps1',
      about: [
        'lets the application send from its mailboxes. For an Exchange administrator, after setup-entra.ps1.',
        'Run it as often as you like: it changes what differs. -WhatIf says what it would change, and changes nothing.',
      ],
      changes: true,
      asksIds: true,
    }),
    stepList(plan),
    proofList(plan),
    session(commandsFor(plan, 'change')),
    looks,
    changes,
    readFormer + saveFormer,
    explanations(plan),
    MAIN,
  ].join('\n\n');

import { explanations } from './exchange/explanations.ts';
import { head } from './exchange/head.ts';
import { looks } from './exchange/looks.ts';
import { session } from './exchange/session.ts';
import { commandsFor, proofList, stepList } from './exchange/steps.ts';
import type { SetupPlan } from './plan.ts';
import { asciiQuoted } from './quote.ts';

const MAIN = `# ---- Looks at everything, and says what it should be
$wrong = 0
try {
    Open-Session
    foreach ($step in @($Steps) + @($Proofs)) {
        $At = 'looking at ' + (Get-Title $step)
        $isThere = $true
        try { $step.Found = & $Look[$step.What] $step.Of }
        catch { if (Test-NotFound $_) { $isThere = $false } else { throw } }
        if ($step.What -eq 'principal') { $IsRegistered = $step.Found -is [bool] -and $step.Found }
        $isRight = $isThere -and (Test-Same $step.What $step.Found $step.Should)
        $found = if ($isThere) { Format-Value $step.What $step.Found } else { 'not there' }
        if ($isRight) { $verdict = 'right' } else { $verdict = 'WRONG'; $wrong++ }
        Write-Line $verdict $step ('expected ' + (Format-Value $step.What $step.Should) + ', found ' + $found)
    }
    # What need not be so, and helps to understand the rest.
    $At = 'looking at the organization'
    Write-Host ''
    Write-Host ('  SMTP AUTH disabled for the organization: ' + (Get-TransportConfig @Stop).SmtpClientAuthenticationDisabled + ' (may be True: the value of a mailbox counts)')
    foreach ($mailbox in $Mailboxes) {
        $At = 'looking at ' + $mailbox
        try { $policy = "$((Get-User -Identity $mailbox @Stop).AuthenticationPolicy)" }
        catch { if (Test-NotFound $_) { continue } else { throw } }
        if ($policy) {
            $allows = (Get-AuthenticationPolicy -Identity $policy @Stop).AllowBasicAuthSmtp
            Write-Host ('  Authentication policy of ' + $mailbox + ': ' + $policy + ', AllowBasicAuthSmtp ' + $allows + ' (whether False stops an application is not known)')
        }
    }
    Write-Host ''
    if ($wrong -eq 0) { Write-Host 'Everything is right. After a change it may take an hour until it counts.'; exit 0 }
    Write-Host ("$wrong wrong. setup-exchange.ps1 mends what it can; an address that is not there is misspelt or was never made.")
    exit 1
} catch {
    Write-Failure $_
    exit 1
}
`;

/** `check.ps1`: everything that `setup-exchange.ps1` sets up, expected and found. Changes nothing. */
export const checkScript = (plan: SetupPlan): string =>
  [
    head(plan, {
      name: 'check.ps1',
      about: [
        'says what is right and what is wrong in Exchange Online, and changes nothing. For an Exchange administrator.',
        'Exit code 0 where everything is right, else 1.',
      ],
      changes: false,
      asksIds: true,
    }),
    stepList(plan),
    proofList(plan),
    `$Mailboxes = @(${plan.mailboxes.map(({ address }) => asciiQuoted(address)).join(', ')})`,
    session([...commandsFor(plan, 'look'), 'Get-TransportConfig', 'Get-User', 'Get-AuthenticationPolicy']),
    looks,
    explanations(plan),
    MAIN,
  ].join('\n\n');

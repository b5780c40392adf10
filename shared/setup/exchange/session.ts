import { asciiQuoted } from '../quote.ts';

/** Checks the ids, and opens a session with Exchange Online in the right tenant that has these commands. */
export const session = (commands: readonly string[]): string => `# ---- The session with Exchange Online
$Commands = @(${commands.map(asciiQuoted).join(', ')})
${SESSION}`;

const SESSION = String.raw`
function Test-Id([string]$Text) { $Text -cmatch '\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z' }

function Open-Session {
    $script:At = 'the ids of the application'
    if (-not (Test-Id $AppId)) {
        Stop-Script 'The application (client) ID is missing or no GUID: give it as -AppId. setup-entra.ps1 prints it.'
    }
    if (-not (Test-Id $ObjectId)) {
        Stop-Script 'The object ID of the enterprise application is missing or no GUID: give it as -ObjectId. setup-entra.ps1 prints it.'
    }
    $script:At = 'the module ExchangeOnlineManagement'
    if (-not (Get-Module -Name ExchangeOnlineManagement)) {
        if (-not (Get-Module -ListAvailable -Name ExchangeOnlineManagement)) {
            Stop-Script 'The module ExchangeOnlineManagement is not installed here.' 'exchange-module-missing'
        }
        Import-Module ExchangeOnlineManagement -ErrorAction Stop
    }
    $script:At = 'the session with Exchange Online'
    if (@(Get-OpenSession).Count -eq 0) {
        $which = @{}
        if ($ExchangeEnvironmentName) { $which.ExchangeEnvironmentName = $ExchangeEnvironmentName }
        Connect-ExchangeOnline -ShowBanner:$false @which @Stop
    }
    # Two people, two tenants, one console: the wrong one would be changed without any error.
    $others = @(Get-OpenSession | ForEach-Object { "$(Get-Property $_ 'TenantID')" } | Where-Object { $_ -and $_ -ne $TenantId })
    if ($TenantId -and $others.Count -gt 0) {
        Stop-Script ('A session here belongs to tenant ' + ($others -join ', ') + ', the settings say ' + $TenantId + '. Run Disconnect-ExchangeOnline, then this script again.')
    }
    foreach ($open in @(Get-OpenSession)) {
        Write-Host ('Tenant ' + (Get-Property $open 'TenantID') + ', as ' + (Get-Property $open 'UserPrincipalName'))
    }
    # A command that the administrator's role does not grant is left out of the session, instead of being refused.
    $missing = @($Commands | Where-Object { -not (Get-Command -Name $_ -ErrorAction Ignore) })
    if ($missing.Count -gt 0) {
        Stop-Script ('Your role lacks ' + ($missing -join ', ') + '.') 'exchange-cmdlet-missing'
    }
}

# One of Security & Compliance (Connect-IPPSSession) has none of these commands.
function Get-OpenSession {
    Get-ConnectionInformation @Stop | Where-Object { $_.State -eq 'Connected' -and "$(Get-Property $_ 'IsEopSession')" -ne 'True' }
}`;

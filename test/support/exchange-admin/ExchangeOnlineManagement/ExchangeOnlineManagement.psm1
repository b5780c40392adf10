# Like the real module: the cmdlets of Exchange come with the connection, as functions of a generated script module, and
# only those that the administrator's roles grant. A script module, so that preference variables of a script do not reach
# it, as they do not reach the real one.

$connections = [Collections.Generic.List[object]]::new()

function Connect-ExchangeOnline {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [ValidateSet('O365Default', 'O365China', 'O365GermanyCloud', 'O365USGovDoD', 'O365USGovGCCHigh')]
        [string] $ExchangeEnvironmentName,
        [string] $UserPrincipalName,
        [string] $DelegatedOrganization,
        [string] $Organization,
        [string[]] $CommandName,
        [switch] $Device,
        [switch] $DisableWAM,
        [switch] $LoadCmdletHelp,
        [switch] $SkipLoadingCmdletHelp,
        [switch] $SkipLoadingFormatData,
        [switch] $ShowBanner = $true,
        [bool] $ShowProgress
    )
    $granted = Send-ToDoor 'Connect' @{}
    $wanted = @($granted.cmdlets | Where-Object { -not $CommandName -or $_ -in $CommandName })
    $name = 'tmpEXO_' + [guid]::NewGuid().ToString('n').Substring(0, 8)
    $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot 'ExchangeCmdlets.ps1'))
    $module = New-Module -Name $name -ArgumentList $wanted, ${function:Send-ToDoor} -ScriptBlock ([scriptblock]::Create($text))
    Import-Module $module -Global -DisableNameChecking
    $connections.Add([pscustomobject] @{
            ConnectionId      = [guid]::NewGuid()
            State             = 'Connected'
            Name              = "ExchangeOnline_$($connections.Count + 1)"
            UserPrincipalName = 'admin@contoso.com'
            ConnectionUri     = 'https://outlook.office365.com'
            TenantID          = $granted.tenantId
            TokenStatus       = 'Active'
            ModuleName        = $name
        })
    if ($ShowBanner) { Write-Host 'This V3 EXO PowerShell module contains new REST API backed Exchange Online cmdlets.' }
}

function Disconnect-ExchangeOnline {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param()
    # A prompt that fails is an error after which PowerShell goes on: with what stood here before, a no.
    $mayGoOn = $false
    $mayGoOn = $PSCmdlet.ShouldProcess('every connection of this session', 'Disconnect-ExchangeOnline')
    if (-not $mayGoOn -or $connections.Count -eq 0) { return }
    # Where the session imported the cmdlets: from within this module, Remove-Module would leave their functions there.
    $session = $PSCmdlet.SessionState
    $remove = [scriptblock]::Create('param($names) Remove-Module $names')
    [void] $session.InvokeCommand.InvokeScript($session, $remove, (, @($connections.ModuleName)))
    $connections.Clear()
}

function Get-ConnectionInformation {
    [CmdletBinding()]
    param()
    $connections
}

function Send-ToDoor([string] $Command, [Collections.IDictionary] $Body) {
    $request = @{
        Uri         = "$env:SENDASAPP_EXCHANGE_DOOR/$Command"
        Method      = 'Post'
        Headers     = @{ Authorization = "Bearer $env:SENDASAPP_EXCHANGE_KEY" }
        Body        = ConvertTo-Json $Body -Depth 4 -Compress
        ContentType = 'application/json; charset=utf-8'
        ErrorAction = 'Stop'
    }
    Invoke-RestMethod @request -NoProxy
}

Export-ModuleMember -Function Connect-ExchangeOnline, Disconnect-ExchangeOnline, Get-ConnectionInformation

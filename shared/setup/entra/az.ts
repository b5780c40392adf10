/** How the script talks to az, writes a line for each step, and keeps files for az for a while. */
export const az = `# ---- az, and what is said about each step
$Temp = Join-Path ([IO.Path]::GetTempPath()) ('sendasapp-setup-' + [guid]::NewGuid())
$AzCode = 0

# Runs az and gives what its JSON says. A failing az does not stop a script by itself.
function Invoke-Az {
    # To Windows PowerShell a line on stderr is an error, which would end the script here instead of below.
    $ErrorActionPreference = 'Continue'
    $lines = @(& az @args --only-show-errors --output json 2>&1)
    $script:AzCode = $LASTEXITCODE
    $said = @($lines | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.Exception.Message }) -join [Environment]::NewLine
    if ($AzCode -ne 0) { throw ('az ' + ($args[0..1] -join ' ') + ' ended with ' + $AzCode + '. ' + $said) }
    $json = @($lines | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }) -join [Environment]::NewLine
    # Windows PowerShell gives a list as one thing, PowerShell 7 one by one: a variable in between makes them alike.
    if ($json.Trim()) { $value = ConvertFrom-Json -InputObject $json; $value }
}

# The same for a look: nothing where az does not find it. Any other failure is no proof of absence.
function Find-Az {
    try { Invoke-Az @args }
    catch { if ($AzCode -ne 3 -and "$_" -cnotmatch 'CertificateNotFound|Request_ResourceNotFound') { throw } }
}

# A file for az, as '@file': on Windows az is a batch file, and quotes in an argument do not reach it.
function New-JsonFile([string]$Name, $Value) {
    $file = Join-Path $Temp $Name
    [IO.File]::WriteAllText($file, (ConvertTo-Json -InputObject $Value -Depth 5))
    '@' + $file
}

function Write-Line([string]$Verdict, [string]$Step, [string]$Of = '') {
    Write-Host ('  ' + $Verdict.PadRight(15) + $Step.PadRight(28) + $Of).TrimEnd()
}

# One step: changes what is not right yet, unless this is only a rehearsal.
function Set-Step([string]$Step, [string]$Of, [bool]$IsRight, [scriptblock]$Change) {
    $script:At = $Step + ' ' + $Of
    if ($IsRight) { Write-Line 'already right' $Step $Of }
    elseif ($WhatIfPreference) { Write-Line 'would change' $Step $Of }
    elseif ($script:PSCmdlet.ShouldProcess($script:At, 'change')) {
        & $Change
        Write-Line 'changed' $Step $Of
    }
    else { Stop-Script 'You said no, and what follows needs it.' }
}`;

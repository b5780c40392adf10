/** How each thing is looked at. `$IsRegistered`: Exchange Online knows the principal, so permissions can be asked by it. */
export const looks = String.raw`# ---- Looking: what is set now
$IsRegistered = $false

$Titles = @{
    customization = 'organization is dehydrated'
    principal = 'service principal'
    fullAccess = 'FullAccess'
    sendAs = 'SendAs'
    smtpAuth = 'SMTP AUTH disabled'
    copies = 'copies in Sent Items'
    scope = 'management scope'
    assignment = 'role assignment'
    authorized = 'Application SMTP.SendAsApp'
}

$Look = @{
    # True, False, or words where the application is registered otherwise.
    principal = {
        $text = $false
        foreach ($one in @(Get-ServicePrincipal @Stop)) {
            if ($one.AppId -eq $AppId -and $one.ObjectId -eq $ObjectId) { return $true }
            if ($one.AppId -eq $AppId -or $one.ObjectId -eq $ObjectId) {
                $text = 'registered as AppId ' + $one.AppId + ', ObjectId ' + $one.ObjectId
            }
        }
        $text
    }
    fullAccess = {
        param($mailbox)
        if (-not $IsRegistered) { return $false }
        Test-Right @(Get-MailboxPermission -Identity $mailbox -User $ObjectId @Stop) 'FullAccess'
    }
    sendAs = {
        param($sender)
        # Asked all the same, so that an address that is not there is found before anything is changed.
        if (-not $IsRegistered) { $null = Get-RecipientPermission -Identity $sender @Stop; return $false }
        Test-Right @(Get-RecipientPermission -Identity $sender -Trustee $ObjectId @Stop) 'SendAs'
    }
    # Three states: False switches SMTP AUTH on for the mailbox, nothing ($null) leaves it to the organization.
    smtpAuth = { param($mailbox) (Get-CASMailbox -Identity $mailbox @Stop).SmtpClientAuthenticationDisabled }
    copies = { param($mailbox) (Get-Mailbox -Identity $mailbox @Stop).MessageCopyForSMTPClientSubmissionEnabled }
    customization = { "$((Get-OrganizationConfig @Stop).IsDehydrated)" -eq 'True' }
    scope = {
        param($name)
        try { (Get-ManagementScope -Identity $name @Stop).RecipientFilter }
        catch { if (Test-NotFound $_) { $null } else { throw } }
    }
    assignment = {
        param($name)
        try { $null = Get-ManagementRoleAssignment -Identity $name @Stop; $true }
        catch { if (Test-NotFound $_) { $false } else { throw } }
    }
    # InScope is text.
    authorized = {
        param($address)
        if (-not $IsRegistered) { return $false }
        foreach ($row in @(Test-ServicePrincipalAuthorization -Identity $ObjectId -Resource $address @Stop)) {
            if ($row.RoleName -eq 'Application SMTP.SendAsApp' -and "$($row.InScope)" -eq 'True') { return $true }
        }
        $false
    }
}

# Whatever else goes wrong (throttling, a lost session, a missing right) does not mean that something is absent.
function Test-NotFound($Record) { Test-ErrorClass $Record 'ManagementObjectNotFoundException' }

# AccessRights is a list, or one text with commas in it.
function Test-Right($Entries, [string]$Right) {
    foreach ($entry in $Entries) {
        $isDenied = "$(Get-Property $entry 'Deny')" -eq 'True' -or "$(Get-Property $entry 'AccessControlType')" -eq 'Deny'
        $rights = @(($entry.AccessRights -join ',').Split(',') | ForEach-Object { $_.Trim() })
        if (-not $isDenied -and $rights -contains $Right) { return $true }
    }
    $false
}

function Get-Property($Object, [string]$Name) {
    $property = $Object.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}

function Test-Same([string]$What, $One, $Other) {
    if ($null -eq $One -or $null -eq $Other) { return $null -eq $One -and $null -eq $Other }
    if ($What -eq 'scope') { return (Get-ScopeText $One) -eq (Get-ScopeText $Other) }
    "$One" -eq "$Other"
}

# Exchange gives a filter back in its own writing: the addresses in it are what counts.
function Get-ScopeText([string]$Filter) {
    $found = [regex]::Matches($Filter, "PrimarySmtpAddress\s+-eq\s+'((?:[^']|'')+)'", 'IgnoreCase, CultureInvariant')
    if ($found.Count -eq 0) { return $Filter }
    @($found | ForEach-Object { $_.Groups[1].Value.ToLowerInvariant() } | Sort-Object -Unique) -join ';'
}

function Format-Value([string]$What, $Value) {
    if ($null -eq $Value) { 'not set' } elseif ($What -eq 'scope') { Get-ScopeText $Value } else { "$Value" }
}

function Get-Title($Step) { ($Titles[$Step.What] + ' ' + $Step.Of).Trim() }

function Write-Line([string]$Verdict, $Step, [string]$More = '') {
    Write-Host ('  ' + $Verdict.PadRight(15) + $Titles[$Step.What].PadRight(28) + (($Step.Of + '  ' + $More).Trim())).TrimEnd()
}`;

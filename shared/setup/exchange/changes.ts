/** How each thing is given a value; the set-up gives it the wanted one, the undo the former one. */
export const changes = `# ---- Changing: gives something a value, the wanted or the former one
$Set = @{
    principal = {
        param($name, $value)
        if (-not $value) { Remove-ServicePrincipal -Identity $ObjectId @Change; return }
        for ($try = 1; ; $try++) {
            try {
                $null = New-ServicePrincipal -AppId $AppId -ObjectId $ObjectId -DisplayName $DisplayName @Change
                return
            } catch {
                # An enterprise application made minutes ago may not have arrived there: that alone is worth waiting for.
                if ($try -ge 20 -or -not (Test-ErrorClass $_ 'AADServicePrincipalNotFound')) { throw }
                if ($try -eq 1) { Write-Host '  waiting        Exchange Online does not know the enterprise application yet; asks for 5 minutes' }
                Start-Sleep -Seconds 15
            }
        }
    }
    fullAccess = {
        param($mailbox, $value)
        if ($value) { $null = Add-MailboxPermission -Identity $mailbox -User $ObjectId -AccessRights FullAccess -AutoMapping $false @Change }
        else { $null = Remove-MailboxPermission -Identity $mailbox -User $ObjectId -AccessRights FullAccess @Change }
    }
    sendAs = {
        param($sender, $value)
        if ($value) { $null = Add-RecipientPermission -Identity $sender -Trustee $ObjectId -AccessRights SendAs @Change }
        else { $null = Remove-RecipientPermission -Identity $sender -Trustee $ObjectId -AccessRights SendAs @Change }
    }
    smtpAuth = { param($mailbox, $value) Set-CASMailbox -Identity $mailbox -SmtpClientAuthenticationDisabled $value @Change }
    copies = { param($mailbox, $value) Set-Mailbox -Identity $mailbox -MessageCopyForSMTPClientSubmissionEnabled $value @Change }
    # Cannot be undone, and a second time is an error.
    customization = { Enable-OrganizationCustomization @Change }
    scope = {
        param($name, $value)
        if ($null -eq $value) { Remove-ManagementScope -Identity $name @Change }
        elseif ($null -eq (& $Look.scope $name)) { $null = New-ManagementScope -Name $name -RecipientRestrictionFilter $value @Change }
        else { Set-ManagementScope -Identity $name -RecipientRestrictionFilter $value @Change }
    }
    assignment = {
        param($name, $value)
        if ($value) { $null = New-ManagementRoleAssignment -Name $name -Role 'Application SMTP.SendAsApp' -App $ObjectId -CustomResourceScope $name @Change }
        else { Remove-ManagementRoleAssignment -Identity $name @Change }
    }
}

# How many changes somebody answered No to (-Confirm).
$Left = 0

# Gives a step a value, unless it has it or this is only a rehearsal.
function Set-Step($Step, $Value, [string]$AlreadyRight) {
    $script:At = Get-Title $Step
    $more = '(was ' + (Format-Value $Step.What $Step.Found) + ')'
    if (Test-Same $Step.What $Step.Found $Value) { Write-Line $AlreadyRight $Step }
    elseif ($IsRehearsal) { Write-Line 'would change' $Step $more }
    elseif ($script:PSCmdlet.ShouldProcess($script:At, 'set it to ' + (Format-Value $Step.What $Value))) {
        & $Set[$Step.What] $Step.Of $Value
        Write-Line 'changed' $Step $more
    }
    else { Write-Line 'left' $Step $more; $script:Left++ }
}`;

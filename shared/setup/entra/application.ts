/** The app registration, its enterprise application, its permission and the consent to it. */
export const application = String.raw`# ---- The application
function Open-Session {
    $script:At = 'the name of the application'
    # az asks Graph by name in quotes, and cmd.exe, which runs az on Windows, takes the others for its own.
    if ($Application -cmatch '[''"%^&|<>!()\x00-\x1f]' -or -not $Application.Trim()) {
        Stop-Script 'The name of the application must not be empty and must not hold any of '' " % ^ & | < > ! ( ).'
    }
    $script:At = 'az'
    if (-not (Get-Command -Name az -ErrorAction Ignore)) {
        Stop-Script 'The Azure CLI (az) is not installed here: https://aka.ms/azure-cli. Azure Cloud Shell has it.'
    }
    $script:At = 'the sign-in'
    $account = Invoke-Az account show
    if ($account.environmentName -ne $CloudName) {
        Stop-Script ('az works in the cloud ' + $account.environmentName + ', the settings (MAIL_CLOUD) say ' + $CloudName + '. Run: az cloud set --name ' + $CloudName + ', then az login.')
    }
    if ($TenantId -and $account.tenantId -ne $TenantId) {
        Stop-Script ('az is signed in to tenant ' + $account.tenantId + ', the settings say ' + $TenantId + '. Run: az login --tenant ' + $TenantId)
    }
    $script:TenantId = $account.tenantId
    Write-Host ('Tenant ' + $TenantId + ', as ' + $account.user.name)
}

function Set-Application {
    # Microsoft Entra admin center > App registrations > New registration: this organization only, no redirect URI.
    $script:At = 'the app registration'
    if ($AppId) {
        $script:App = Find-Az ad app show --id $AppId
        if (-not $App) { Stop-Script ('There is no app registration ' + $AppId + ' in tenant ' + $TenantId + '. Leave -AppId out to have one made (-AppId ''''), or correct it.') }
    } else {
        $found = @(Invoke-Az ad app list --filter "displayName eq '$Application'")
        if ($found.Count -gt 1) { Stop-Script ('There are ' + $found.Count + ' app registrations of this name: ' + (@($found | ForEach-Object { $_.appId }) -join ', ') + '. Give the right one as -AppId.') }
        if ($found.Count -eq 1) { $script:App = $found[0] }
    }
    $name = if ($App) { $App.displayName } else { $Application }
    Set-Step 'app registration' $name ($null -ne $App) {
        $script:App = Invoke-Az ad app create --display-name $Application --sign-in-audience AzureADMyOrg
    }

    # The portal makes it together with the app registration: Enterprise applications. Its object ID is the one that counts.
    $script:At = 'the enterprise application'
    if ($App) { $script:Principal = Find-Az ad sp show --id $App.appId }
    Set-Step 'enterprise application' $name ($null -ne $Principal) {
        $script:Principal = Invoke-Az ad sp create --id $App.appId
        $script:IsNew = $true
    }
    if ($Principal -and -not $Principal.accountEnabled) {
        Set-Step 'enabled for sign-in' $name $false { $null = Invoke-Az ad sp update --id $Principal.id --set accountEnabled=true }
    }
}

# By its value: the id of a permission is nowhere promised.
function Get-Permission {
    $script:At = 'Office 365 Exchange Online'
    $script:Exchange = Find-Az ad sp show --id $ExchangeAppId
    if (-not $Exchange) { Stop-Script 'This tenant has no enterprise application Office 365 Exchange Online.' 'resource-not-in-tenant' }
    $roles = @($Exchange.appRoles | Where-Object { $_.value -eq 'SMTP.SendAsApp' })
    if ($roles.Count -ne 1) { Stop-Script 'Office 365 Exchange Online does not offer the permission SMTP.SendAsApp here.' }
    $script:RoleId = $roles[0].id
    $script:IsConsented = $false
    if (-not $Principal) { return }
    $script:Assignments = $Graph + '/servicePrincipals/' + $Principal.id + '/appRoleAssignments'
    # A new one has no consent, and Graph may not know it yet.
    if ($IsNew) { return }
    $given = @((Invoke-Az rest --method get --url $Assignments).value)
    $script:IsConsented = @($given | Where-Object { $_.resourceId -eq $Exchange.id -and $_.appRoleId -eq $RoleId }).Count -gt 0
}

function Set-Permission {
    Get-Permission
    if ($PermissionModel -eq 'rbac') {
        # Exchange Online holds the right to send (application RBAC): neither permission nor consent is wanted here.
        if ($IsConsented) {
            Write-Line 'CAREFUL' 'consent' 'SMTP.SendAsApp is consented to, so the scope in Exchange Online restricts nothing. To take it away:'
            Write-Line '' '' 'Microsoft Entra admin center > Enterprise applications > the app > Permissions > Revoke permission'
        }
        return
    }
    # App registrations > the app > API permissions > Add > APIs my organization uses > Office 365 Exchange Online >
    # Application permissions > SMTP.SendAsApp. A second time it would be there twice.
    $asked = @(if ($App) { Invoke-Az ad app permission list --id $App.appId }) | Where-Object { $_.resourceAppId -eq $ExchangeAppId }
    $isAsked = @($asked | ForEach-Object { $_.resourceAccess } | Where-Object { $_.id -eq $RoleId -and $_.type -eq 'Role' }).Count -gt 0
    Set-Step 'permission' 'SMTP.SendAsApp' $isAsked {
        $null = Invoke-Az ad app permission add --id $App.appId --api $ExchangeAppId --api-permissions "$RoleId=Role"
    }
    # App registrations > the app > API permissions > Grant admin consent.
    Set-Step 'admin consent' 'SMTP.SendAsApp' $IsConsented {
        $body = New-JsonFile 'consent.json' @{ principalId = $Principal.id; resourceId = $Exchange.id; appRoleId = $RoleId }
        for ($try = 1; ; $try++) {
            try { $null = Invoke-Az rest --method post --url $Assignments --body $body; return }
            catch {
                # An enterprise application made a moment ago may not be everywhere yet: that alone is worth waiting for.
                if (-not $IsNew -or $try -ge 8 -or "$_" -cnotmatch 'Request_ResourceNotFound|does not exist') { throw }
                Start-Sleep -Seconds 15
            }
        }
    }
}`;

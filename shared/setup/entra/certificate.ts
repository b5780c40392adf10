/** The certificate and its public part at the app registration, or the trust in a managed identity instead. */
export const certificate = `# ---- The certificate
# The vault speaks of the administrator here, not of the app.
function Use-Vault([scriptblock]$Work) {
    try { & $Work }
    catch {
        if ("$_" -cnotmatch 'ForbiddenByRbac|Caller is not authorized|permission on key vault') { throw }
        Stop-Script ('You have no right to certificates in this vault. Take the role Key Vault Certificates Officer (Azure portal > the vault > Access control (IAM)), or an access policy; it counts after some minutes. ' + $_)
    }
}

function Get-VaultCertificate {
    $script:At = 'the certificate ' + $CertificateName + ' in the vault ' + $Vault
    $found = Use-Vault { Find-Az keyvault certificate show --vault-name $Vault --name $CertificateName }
    if (-not $found) { return }
    if (-not $found.attributes.enabled) { Stop-Script 'Its newest version is disabled.' 'certificate-disabled' }
    if ($CertificateSource -eq 'vault-secret' -and -not $found.policy.keyProperties.exportable) {
        Stop-Script 'Its private key cannot be read, and MAIL_CERTIFICATE_SOURCE is vault-secret.' 'certificate-not-exportable'
    }
    $file = Join-Path $Temp ([string][guid]::NewGuid() + '.pem')
    $null = Invoke-Az keyvault certificate download --vault-name $Vault --name $CertificateName --file $file --encoding PEM
    New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $file
}

# Key Vault > Certificates > Generate/Import: self-signed, RSA, the private key not exportable where the vault signs.
# A reminder instead of a renewal: Entra would not know the renewed certificate.
function New-VaultCertificate {
    $policy = New-JsonFile 'policy.json' @{
        issuerParameters          = @{ name = 'Self' }
        keyProperties             = @{ exportable = ($CertificateSource -eq 'vault-secret'); keyType = 'RSA'; keySize = 2048; reuseKey = $false }
        lifetimeActions           = @(@{ action = @{ actionType = 'EmailContacts' }; trigger = @{ daysBeforeExpiry = 60 } })
        secretProperties          = @{ contentType = 'application/x-pem-file' }
        x509CertificateProperties = @{ subject = 'CN=SendAsApp'; keyUsage = @('digitalSignature'); validityInMonths = 12 }
    }
    $null = Use-Vault { Invoke-Az keyvault certificate create --vault-name $Vault --name $CertificateName --policy $policy }
}

# Entra keeps the SHA-1 thumbprint beside each certificate; az is seen to print it as base64 and as hex.
function Test-Registered($Public) {
    if (-not $App) { return $false }
    $hex = $Public.Thumbprint
    $base64 = [Convert]::ToBase64String($Public.GetCertHash())
    @(Invoke-Az ad app credential list --id $App.appId --cert | Where-Object { $_.customKeyIdentifier -eq $hex -or $_.customKeyIdentifier -ceq $base64 }).Count -gt 0
}

# App registrations > the app > Certificates & secrets > Certificates > Upload certificate. Without --append all others
# would be deleted.
function Set-RegisteredCertificate($Public) {
    $of = if ($Public) { $Public.Thumbprint } else { $CertificateName }
    $script:At = 'the certificates of the app registration'
    Set-Step 'certificate in Entra' $of ($Public -and (Test-Registered $Public)) {
        $pem = Join-Path $Temp 'public.pem'
        $base64 = [Convert]::ToBase64String($Public.RawData, [Base64FormattingOptions]::InsertLineBreaks)
        [IO.File]::WriteAllLines($pem, [string[]]@('-----BEGIN CERTIFICATE-----', $base64, '-----END CERTIFICATE-----'))
        $null = Invoke-Az ad app credential reset --id $App.appId --cert ('@' + $pem) --append
    }
}

# App registrations > the app > Certificates & secrets > Federated credentials > Add credential > Managed identity.
function Set-TrustedIdentity {
    $script:At = 'the managed identity'
    if (-not $IdentityId -and $IdentityClientId) {
        $identity = Find-Az ad sp show --id $IdentityClientId
        if (-not $identity) { Stop-Script ('There is no managed identity with the client ID ' + $IdentityClientId + ' (MAIL_IDENTITY_CLIENT_ID) in this tenant.') }
        $script:IdentityId = $identity.id
    }
    if (-not $IdentityId) { Stop-Script 'Which managed identity shall be trusted? Give its object (principal) ID as -IdentityId. Azure portal > Managed Identities > the identity > Overview.' }
    $issuer = $Authority + '/' + $TenantId + '/v2.0'
    $known = @(if ($App) { Invoke-Az ad app federated-credential list --id $App.appId })
    # Letter by letter, as Entra compares them.
    $isTrusted = @($known | Where-Object { $_.issuer -ceq $issuer -and $_.subject -ceq $IdentityId -and @($_.audiences) -ccontains $ExchangeAudience }).Count -gt 0
    # Entra has one for an issuer and a subject, and one of a name, which never changes.
    $ours = @($known | Where-Object { $_.issuer -ceq $issuer -and $_.subject -eq $IdentityId }) + @($known | Where-Object { $_.name -eq 'sendasapp' })
    $of = if ($isTrusted -or $ours.Count -eq 0) { $IdentityId } else { $IdentityId + '  (was ' + $ours[0].subject + ')' }
    Set-Step 'trusted identity' $of $isTrusted {
        $trust = @{ issuer = $issuer; subject = $IdentityId; audiences = @($ExchangeAudience) }
        if ($ours.Count -eq 0) { $trust.name = 'sendasapp' }
        $parameters = New-JsonFile 'trust.json' $trust
        if ($ours.Count -eq 0) { $null = Invoke-Az ad app federated-credential create --id $App.appId --parameters $parameters }
        else { $null = Invoke-Az ad app federated-credential update --id $App.appId --federated-credential-id $ours[0].name --parameters $parameters }
    }
}

function Set-Certificate {
    if ($CertificateSource -eq 'federated') { Set-TrustedIdentity; return }
    if ($CertificateSource -eq 'file') {
        if (-not $CertificateFile) { Write-Line 'LEFT OUT' 'certificate in Entra' 'run certificate-file.ps1, then this script again with -CertificateFile mail-app.cer'; return }
        $script:At = 'the file ' + $CertificateFile
        Set-RegisteredCertificate (New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (Resolve-Path -LiteralPath $CertificateFile).ProviderPath)
        return
    }
    if (-not $Vault -or -not $CertificateName) { Stop-Script 'Which certificate? Give -Vault (its name, without its domain) and -CertificateName.' }
    $public = Get-VaultCertificate
    Set-Step 'certificate in the vault' ($Vault + '/' + $CertificateName) ($public -and $public.NotAfter -gt (Get-Date)) { New-VaultCertificate }
    if (-not $WhatIfPreference) { $public = Get-VaultCertificate }
    Set-RegisteredCertificate $public
}`;

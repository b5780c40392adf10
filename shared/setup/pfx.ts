import type { SetupPlan } from './plan.ts';
import { asciiQuoted } from './quote.ts';

const HEAD = `# certificate-file.ps1: makes the certificate of the application as two files, where there is no Key Vault: a .pfx with
# the private key and a password, for the function app, and a .cer with the public part, for the app registration.
# Changes nothing but these files, and overwrites none. -WhatIf makes none. Holds no secret.
# Runs in Windows PowerShell 5.1 (.NET Framework 4.7.2) and in PowerShell 7, on every system.
# Whoever can read the .pfx and the password can send as the application: prefer Key Vault, which keeps the key.`;

const BODY = String.raw`Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Write-Line([string]$Verdict, [string]$Step, [string]$Of = '') {
    Write-Host ('  ' + $Verdict.PadRight(15) + $Step.PadRight(28) + $Of).TrimEnd()
}

function Get-PlainText([securestring]$Secret) { (New-Object System.Net.NetworkCredential -ArgumentList '', $Secret).Password }

# Programs differ in how they encode other characters in the password of a .pfx file.
function Test-Password([securestring]$Secret) {
    if ((Get-PlainText $Secret) -cnotmatch '\A[\x20-\x7e]{8,}\z') { throw 'The password must have 8 characters or more, all of them ASCII.' }
}

# Fails where there is a file already; on Linux and macOS nobody else may read it.
function New-File([string]$Path, [byte[]]$Bytes, [bool]$IsSecret) {
    $file = [IO.File]::Open($Path, [IO.FileMode]::CreateNew)
    try {
        if ($IsSecret -and [IO.Path]::DirectorySeparatorChar -eq '/') { [IO.File]::SetUnixFileMode($Path, 'UserRead, UserWrite') }
        $file.Write($Bytes, 0, $Bytes.Length)
    } finally { $file.Dispose() }
}

try {
    $target = (Resolve-Path -LiteralPath $Folder).ProviderPath
    $pfx = Join-Path $target ($Name + '.pfx')
    $cer = Join-Path $target ($Name + '.cer')
    foreach ($file in $pfx, $cer) {
        if (Test-Path -LiteralPath $file) { throw ('There is a file ' + $file + ' already. Give another -Name, or move it away.') }
    }
    if ($WhatIfPreference) {
        Write-Line 'would change' 'certificate with key' $pfx
        Write-Line 'would change' 'public part' $cer
        exit 0
    }
    if (-not $Password) {
        $Password = Read-Host -Prompt 'A password for the .pfx file' -AsSecureString
        $again = Read-Host -Prompt 'The same once more' -AsSecureString
        if ((Get-PlainText $Password) -cne (Get-PlainText $again)) { throw 'These are two different passwords.' }
    }
    Test-Password $Password

    $rsa = [System.Security.Cryptography.RSA]::Create(2048)
    $sha256 = [System.Security.Cryptography.HashAlgorithmName]::SHA256
    $pkcs1 = [System.Security.Cryptography.RSASignaturePadding]::Pkcs1
    $request = New-Object System.Security.Cryptography.X509Certificates.CertificateRequest -ArgumentList 'CN=SendAsApp', $rsa, $sha256, $pkcs1
    $usage = [System.Security.Cryptography.X509Certificates.X509KeyUsageFlags]::DigitalSignature
    $request.CertificateExtensions.Add((New-Object System.Security.Cryptography.X509Certificates.X509KeyUsageExtension -ArgumentList $usage, $true))
    # From yesterday on: clocks differ.
    $now = [DateTimeOffset]::UtcNow
    $certificate = $request.CreateSelfSigned($now.AddDays(-1), $now.AddMonths($ValidMonths))

    $kind = [System.Security.Cryptography.X509Certificates.X509ContentType]
    New-File $pfx ($certificate.Export($kind::Pfx, $Password)) $true
    New-File $cer ($certificate.Export($kind::Cert)) $false
    $ends = $certificate.NotAfter.ToUniversalTime().ToString('yyyy-MM-dd', [Globalization.CultureInfo]::InvariantCulture)
    Write-Line 'changed' 'certificate with key' $pfx
    Write-Line 'changed' 'public part' ($cer + '  ' + $certificate.Thumbprint + ', until ' + $ends)
    Write-Host ''
    Write-Host 'Next, an Entra administrator runs, to make the public part known:'
    Write-Host ("  ./setup-entra.ps1 -CertificateFile '" + $cer.Replace("'", "''") + "'")
    Write-Host 'Put the .pfx where the function app can read it. Its settings:'
    Write-Host '  MAIL_CERTIFICATE_SOURCE=file'
    Write-Host ('  MAIL_CERTIFICATE_FILE=<path there>/' + $Name + '.pfx')
    Write-Host '  MAIL_CERTIFICATE_PASSWORD=<the password; better a Key Vault reference to it>'
    exit 0
} catch {
    Write-Host ''
    Write-Host ('Stopped: ' + $_.Exception.Message)
    exit 1
}
`;

/** `certificate-file.ps1`: a self-signed RSA certificate as .pfx and .cer, by .NET, since New-SelfSignedCertificate is Windows only. */
export const certificateFileScript = ({ certificate }: SetupPlan): string =>
  [
    HEAD,
    '[CmdletBinding(SupportsShouldProcess = $true)]',
    'param(',
    '    # Where the files are to be.',
    "    [string]$Folder = '.',",
    '    # Their name, without .pfx and .cer.',
    `    [string]$Name = ${asciiQuoted(certificate.name ?? 'mail-app')},`,
    '    [int]$ValidMonths = 12,',
    '    # Asked for where it is not given.',
    '    [securestring]$Password',
    ')',
    BODY,
  ].join('\n');

/** What the function app's own identity may do: in the vault, and in the storage account where one is named. */
export const roles = `# ---- The roles of the function app's identity
# Azure portal > the vault (the storage account) > Access control (IAM) > Add role assignment.
function Set-Role([string]$Scope, [string]$Role) {
    $script:At = 'the role ' + $Role
    $has = @(Invoke-Az role assignment list --assignee $IdentityId --role $Role --scope $Scope).Count -gt 0
    Set-Step 'role' $Role $has {
        $null = Invoke-Az role assignment create --assignee-object-id $IdentityId --assignee-principal-type ServicePrincipal --role $Role --scope $Scope
    }
}

function Set-Roles {
    if (-not $IdentityId) {
        Write-Line 'LEFT OUT' 'roles of the identity' "the function app's managed identity is not known: -IdentityId"
        return
    }
    if ($CertificateSource -cmatch '^vault-') {
        $script:At = 'the vault ' + $Vault
        $found = Invoke-Az keyvault show --name $Vault
        if (-not $found.properties.enableRbacAuthorization) {
            Write-Line 'LEFT OUT' 'roles of the identity' 'this vault works with access policies:'
            $permissions = if ($CertificateSource -eq 'vault-secret') { '--secret-permissions get' } else { '--key-permissions get sign' }
            Write-Line '' '' ('az keyvault set-policy --name ' + $Vault + ' --object-id ' + $IdentityId + ' --certificate-permissions get list ' + $permissions)
        } elseif ($CertificateSource -eq 'vault-secret') {
            Set-Role $found.id 'Key Vault Secrets User'
        } else {
            Set-Role $found.id 'Key Vault Crypto User'
            Set-Role $found.id 'Key Vault Reader'
        }
    }
    if (-not $StorageAccount) {
        Write-Line 'LEFT OUT' 'roles on storage' 'to give the identity these too: -StorageAccount'
    } else {
        $script:At = 'the storage account ' + $StorageAccount
        $scope = (Invoke-Az storage account show --name $StorageAccount).id
        Set-Role $scope 'Storage Queue Data Contributor'
        Set-Role $scope 'Storage Table Data Contributor'
        Set-Role $scope 'Storage Blob Data Owner'
    }
}`;

# The cmdlets of Exchange Online, as Microsoft documents them: names, types, what is mandatory, what asks first. A
# documented parameter that the stand-in could not honour is left out, so that its use fails instead of being ignored.
# Each function hands its parameters to the door. The arguments are the names that the roles grant, and the way there.
param([string[]] $Granted, [scriptblock] $SendToDoor)

# Hands a command to Exchange, after asking where PowerShell wants that, and says what Exchange says.
function Invoke-Exchange([Management.Automation.PSCmdlet] $Cmdlet, [Collections.IDictionary] $Bound, [string] $Target) {
    $name = $Cmdlet.MyInvocation.MyCommand.Name
    # A prompt that fails is an error after which PowerShell goes on: with what stood here before, a no.
    $mayGoOn = -not $PSBoundParameters.ContainsKey('Target')
    if (-not $mayGoOn) { $mayGoOn = $Cmdlet.ShouldProcess($Target, $name) }
    if (-not $mayGoOn) { return }
    $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    $parameters = @{}
    foreach ($key in $Bound.Keys) {
        $value = $Bound[$key]
        if ($key -notin $common) { $parameters[$key] = $value -is [switch] ? $value.IsPresent : $value }
    }
    $said = & $SendToDoor $name $parameters
    if ($said.warning) { $Cmdlet.WriteWarning($said.warning) }
    if ($said.error) { Write-ErrorMessage $said.error $name }
    $said.output
}

# Not terminating, as with the real module, which has a function of this name too.
function Write-ErrorMessage {
    [CmdletBinding()]
    param($Said, [string] $Activity)
    $id = "[Server=AM0PR10MB0001,RequestId=$([guid]::NewGuid()),TimeStamp=$([datetime]::UtcNow.ToString('r'))]"
    $record = [Management.Automation.ErrorRecord]::new([Exception]::new($Said.message), $id, 'NotSpecified', $null)
    $record.CategoryInfo.Activity = $Activity
    $record.CategoryInfo.Reason = $Said.reason
    $PSCmdlet.WriteError($record)
}

function Get-ServicePrincipal {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function New-ServicePrincipal {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium', DefaultParameterSetName = 'ObjectId', PositionalBinding = $false)]
    param(
        [Parameter(Mandatory)] [string] $AppId,
        [Parameter(Mandatory, ParameterSetName = 'ObjectId')] [string] $ObjectId,
        [Parameter(Mandatory, ParameterSetName = 'ServiceId')] [string] $ServiceId,
        [string] $DisplayName
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $AppId }
}

function Set-ServicePrincipal {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $DisplayName
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Remove-ServicePrincipal {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-MailboxPermission {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $User,
        [string] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Add-MailboxPermission {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [Parameter(Mandatory)] [string] $User,
        [Parameter(Mandatory)]
        [ValidateSet('FullAccess', 'SendAs', 'ExternalAccount', 'DeleteItem', 'ReadPermission', 'ChangePermission', 'ChangeOwner')]
        [string[]] $AccessRights,
        [bool] $AutoMapping
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Remove-MailboxPermission {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [Parameter(Mandatory)] [string] $User,
        [Parameter(Mandatory)]
        [ValidateSet('FullAccess', 'SendAs', 'ExternalAccount', 'DeleteItem', 'ReadPermission', 'ChangePermission', 'ChangeOwner')]
        [string[]] $AccessRights
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-RecipientPermission {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $Trustee,
        [ValidateSet('SendAs')] [string[]] $AccessRights,
        [string] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Add-RecipientPermission {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [Parameter(Mandatory)] [string] $Trustee,
        [Parameter(Mandatory)] [ValidateSet('SendAs')] [string[]] $AccessRights
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Remove-RecipientPermission {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [Parameter(Mandatory)] [string] $Trustee,
        [Parameter(Mandatory)] [ValidateSet('SendAs')] [string[]] $AccessRights
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-Recipient {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Get-Mailbox {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Set-Mailbox {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $MaxSendSize,
        [string] $RecipientLimits,
        [string] $WindowsEmailAddress,
        [bool] $MessageCopyForSMTPClientSubmissionEnabled,
        [bool] $MessageCopyForSentAsEnabled,
        [bool] $MessageCopyForSendOnBehalfEnabled,
        [switch] $Force
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-MailboxStatistics {
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Get-CASMailbox {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Set-CASMailbox {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [Nullable[bool]] $SmtpClientAuthenticationDisabled
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-User {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Get-TransportConfig {
    [CmdletBinding()]
    param()
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Set-TransportConfig {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    param([bool] $SmtpClientAuthenticationDisabled, [Nullable[bool]] $AllowLegacyTLSClients, [switch] $Force)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target 'Transport Settings' }
}

function Get-OrganizationConfig {
    [CmdletBinding()]
    param()
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Set-OrganizationConfig {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium', PositionalBinding = $false)]
    param([bool] $SendFromAliasEnabled, [switch] $Force)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target 'Organization' }
}

function Enable-OrganizationCustomization {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param()
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target 'Organization' }
}

function Get-AcceptedDomain {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Get-AuthenticationPolicy {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Set-AuthenticationPolicy {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [switch] $AllowBasicAuthSmtp
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-ManagementScope {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function New-ManagementScope {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory)] [string] $RecipientRestrictionFilter,
        [switch] $Force
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Name }
}

function Set-ManagementScope {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $RecipientRestrictionFilter,
        [switch] $Force
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Remove-ManagementScope {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-ManagementRoleAssignment {
    [CmdletBinding(DefaultParameterSetName = 'RoleAssignee')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName, ParameterSetName = 'Identity')] [string] $Identity,
        [Parameter(ParameterSetName = 'RoleAssignee')] [string] $Role
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function New-ManagementRoleAssignment {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Position = 0)] [string] $Name,
        [Parameter(Mandatory)] [string] $Role,
        [Parameter(Mandatory)] [string] $App,
        [string] $CustomResourceScope,
        [switch] $Force
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Role }
}

function Remove-ManagementRoleAssignment {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [switch] $Force
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Test-ServicePrincipalAuthorization {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity,
        [string] $Resource
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters -Target $Identity }
}

function Get-HostedOutboundSpamFilterPolicy {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline, ValueFromPipelineByPropertyName)] [string] $Identity)
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

function Get-MessageTraceV2 {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [datetime] $StartDate,
        [datetime] $EndDate,
        [string[]] $MessageId,
        [string[]] $SenderAddress,
        [string[]] $RecipientAddress,
        [string[]] $Status,
        [int] $ResultSize
    )
    process { Invoke-Exchange $PSCmdlet $PSBoundParameters }
}

Export-ModuleMember -Function $Granted

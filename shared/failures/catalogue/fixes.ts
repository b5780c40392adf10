import type { Fix } from '../known-failure.ts';

/** Mends that several rows share. The Exchange commands need `Connect-ExchangeOnline` first. */
export const nothingToDo: Fix = { does: 'Nothing: it passes by itself, and the message is sent again.' };

export const waitForExchange: Fix = {
  does: 'After a change in Exchange Online wait: 30 to 60 minutes are reported as common, up to two hours as possible, and answers may change to and fro meanwhile.',
};

export const allowSmtpAuth: Fix = {
  does: 'Switch authenticated SMTP on for this mailbox. The value of the mailbox beats the switch of the organization, which may stay off.',
  portal:
    'Microsoft 365 admin center > Users > Active users > {mailbox} > Mail > Manage email apps > Authenticated SMTP',
  command: 'Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false',
};

export const allowSmtpAuthForAll: Fix = {
  does: 'Or switch it on for the whole organization.',
  portal:
    'Exchange admin center > Settings > Mail flow > clear "Turn off SMTP AUTH protocol for your organization"',
  command: 'Set-TransportConfig -SmtpClientAuthenticationDisabled $false',
};

export const registerPrincipal: Fix = {
  does: 'Register the application in Exchange Online, with the object ID of the enterprise application (not the one under App registrations). The first line takes away a registration with another object ID.',
  portal: 'Microsoft Entra admin center > Enterprise applications > {application} > Overview > Object ID',
  // One with another object id stands in the way: an application is registered once. Any name will do.
  command: `Get-ServicePrincipal | Where-Object { $_.AppId -eq '{clientId}' -and $_.ObjectId -ne '{objectId}' } | ForEach-Object { Remove-ServicePrincipal -Identity $_.ObjectId -Confirm:$false }
New-ServicePrincipal -AppId {clientId} -ObjectId {objectId} -DisplayName SendAsApp
Get-ServicePrincipal -Identity {objectId} | Format-List DisplayName, AppId, ObjectId`,
};

export const grantConsent: Fix = {
  does: 'Add the application permission SMTP.SendAsApp of Office 365 Exchange Online and grant admin consent (not needed with Application RBAC). A token keeps its old roles until it expires.',
  portal:
    'Microsoft Entra admin center > App registrations > {application} > API permissions > Add a permission > APIs my organization uses > Office 365 Exchange Online > Application permissions > SMTP.SendAsApp; then Grant admin consent',
  command: `application=$(az ad sp show --id {clientId} --query id -o tsv)
exchange=$(az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query id -o tsv)
role=$(az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query "appRoles[?value=='SMTP.SendAsApp'].id" -o tsv)
az rest --method post --url https://graph.microsoft.com/v1.0/servicePrincipals/$application/appRoleAssignments \\
  --body '{"principalId":"'$application'","resourceId":"'$exchange'","appRoleId":"'$role'"}'`,
};

export const checkRbac: Fix = {
  does: 'With Application RBAC instead of mailbox permissions: see whether the mailbox is in the scope of the role assignment (InScope must be True).',
  command: 'Test-ServicePrincipalAuthorization -Identity {objectId} -Resource {mailbox}',
};

export const grantRbac: Fix = {
  does: 'With Application RBAC: give the application the role for this mailbox, by a scope that holds it and an assignment in that scope. InScope must be True in the end.',
  // Exchange gives the address, since a quotation mark in it has to be doubled within the filter.
  command: `New-ManagementScope -Name {mailbox} -RecipientRestrictionFilter "PrimarySmtpAddress -eq '$((Get-Mailbox -Identity {mailbox}).PrimarySmtpAddress -replace "'", "''")'"
New-ManagementRoleAssignment -Name {mailbox} -Role 'Application SMTP.SendAsApp' -App {objectId} -CustomResourceScope {mailbox}
Test-ServicePrincipalAuthorization -Identity {objectId} -Resource {mailbox}`,
};

export const grantFullAccess: Fix = {
  does: 'Let the application open the mailbox (not needed with Application RBAC).',
  command:
    'Add-MailboxPermission -Identity {mailbox} -User {objectId} -AccessRights FullAccess -AutoMapping $false\nGet-MailboxPermission -Identity {mailbox} -User {objectId}',
};

export const grantSendAs: Fix = {
  does: 'Or let the application send as that address.',
  command:
    'Add-RecipientPermission -Identity {sender} -Trustee {objectId} -AccessRights SendAs -Confirm:$false\nGet-RecipientPermission -Identity {sender} -Trustee {objectId}',
};

export const mendSettings: Fix = {
  does: 'Correct the application setting that the text names; the app restarts by itself.',
  portal: 'Azure portal > Function App > {functionApp} > Settings > Environment variables',
  command:
    'az functionapp config appsettings set --resource-group {resourceGroup} --name {functionApp} --settings NAME=value',
};

export const useMatchingCloud: Fix = {
  ...mendSettings,
  does: 'Let tenant, cloud and host come from one cloud (MAIL_CLOUD); for the world-wide cloud and GCC the scope is https://outlook.office365.com/.default.',
};

export const lookAtEgress: Fix = {
  does: 'See that the app may reach smtp.office365.com on port 587: network security group, firewall, route table and DNS of the virtual network it is joined to.',
  portal: 'Azure portal > Function App > {functionApp} > Settings > Networking',
  command: 'Test-NetConnection smtp.office365.com -Port 587',
};

export const releasedRestriction: Fix = {
  does: 'Find out what was sent and secure the account first; then lift the restriction. It takes about an hour.',
  portal: 'Microsoft Defender portal > Email & collaboration > Review > Restricted entities',
};

export const askMicrosoft: Fix = {
  does: 'Ask Microsoft support, with the whole reply: the part in brackets names the server and the session.',
  portal: 'Microsoft 365 admin center > Support > Help & support',
};

export const mendRecipient: Fix = {
  does: 'Correct the address or take it out, and send the message anew under a new id.',
};

import type { Fix, KnownFailure } from '../known-failure.ts';

const setUpByHand = { at: 'setup', treat: 'hold', scope: 'app', wait: 900 } as const;

const installModule: Fix = {
  does: 'Install the module for yourself (no administrator needed), load it and connect. Each line by itself.',
  command:
    'Install-Module ExchangeOnlineManagement -Scope CurrentUser -Force -AllowClobber\nImport-Module ExchangeOnlineManagement -Force\nConnect-ExchangeOnline',
};

/** What an administrator meets while setting up Exchange Online by PowerShell. */
export const setup: readonly KnownFailure[] = [
  {
    ...setUpByHand,
    id: 'exchange-module-needs-newer-powershell',
    when: /requires a minimum (?:Windows )?PowerShell version/i,
    seen: [
      "Import-Module: The version of PowerShell on this computer is '7.4.6'. The module 'ExchangeOnlineManagement.psd1' requires a minimum PowerShell version of '7.6.0' to run. Verify that you have the minimum required version of PowerShell installed, and then try again.",
    ],
    meaning: 'This version of the module needs a newer PowerShell.',
    causes: [
      'ExchangeOnlineManagement 3.10 needs PowerShell 7.6; 3.5.0 to 3.9.2 need 7.4. All run in Windows PowerShell 5.1.',
    ],
    fix: [
      { does: 'Install the newest PowerShell.', command: 'winget install --id Microsoft.PowerShell' },
      {
        does: 'Or take the last version of the module that runs here.',
        command: 'Install-Module ExchangeOnlineManagement -RequiredVersion 3.9.2 -Scope CurrentUser -Force',
      },
    ],
    source: 'Microsoft Learn: About the Exchange Online PowerShell module',
    evidence: 'documented',
  },
  {
    ...setUpByHand,
    id: 'powershell-scripts-disabled',
    when: /running scripts is disabled on this system/i,
    seen: [
      'Import-Module : File C:\\Program Files\\WindowsPowerShell\\Modules\\ExchangeOnlineManagement\\ExchangeOnlineManagement.psm1 cannot be loaded because running scripts is disabled on this system.',
    ],
    meaning: 'Windows does not let PowerShell run scripts, and the module is one.',
    causes: ['The execution policy is Restricted, the default of Windows PowerShell 5.1 on a desk.'],
    fix: [
      {
        does: 'Allow signed scripts for yourself.',
        command: 'Set-ExecutionPolicy -ExecutionPolicy RemoteSigned -Scope CurrentUser',
      },
    ],
    source: 'Microsoft Learn: about_Execution_Policies',
    evidence: 'documented',
  },
  {
    ...setUpByHand,
    id: 'exchange-module-missing',
    when: /['"]?Connect-ExchangeOnline['"]?(?: is not recognized|: command not found)|ExchangeOnlineManagement['"]? was not loaded because no valid module|No match was found .{0,80}ExchangeOnlineManagement|Administrator rights are required to install (?:or update|modules)/i,
    seen: [
      "Connect-ExchangeOnline: The term 'Connect-ExchangeOnline' is not recognized as a name of a cmdlet, function, script file, or executable program.",
      "Connect-ExchangeOnline : The term 'Connect-ExchangeOnline' is not recognized as the name of a cmdlet, function, script file, or operable program.",
      "Import-Module : The specified module 'ExchangeOnlineManagement' was not loaded because no valid module file was found in any module directory.",
      "Install-Module : Administrator rights are required to install modules in 'C:\\Program Files\\WindowsPowerShell\\Modules'.",
      'bash: Connect-ExchangeOnline: command not found',
    ],
    meaning:
      'The PowerShell module ExchangeOnlineManagement is not installed, or not loaded in this session.',
    causes: [
      'The module was never installed for this user.',
      'It was installed in the other PowerShell (5.1 and 7 have folders of their own).',
      'The command was typed into another shell than PowerShell.',
    ],
    fix: [
      installModule,
      {
        does: 'Or use Azure Cloud Shell (PowerShell), where the module is there.',
        portal: 'https://shell.azure.com',
      },
    ],
    source: 'Microsoft Learn: About the Exchange Online PowerShell module',
    evidence: 'documented',
  },
  {
    ...setUpByHand,
    id: 'exchange-cmdlet-missing',
    when: /['"]?(?:(?:New|Get|Remove|Test|Set)-ServicePrincipal(?:Authorization)?|(?:Add|Get|Remove)-(?:Mailbox|Recipient)Permission|[GS]et-(?:CASMailbox|TransportConfig|Mailbox|OrganizationConfig|AuthenticationPolicy)|New-Management(?:Scope|RoleAssignment)|Enable-OrganizationCustomization)['"]?(?: is not recognized|: command not found)/i,
    seen: [
      "New-ServicePrincipal: The term 'New-ServicePrincipal' is not recognized as a name of a cmdlet, function, script file, or executable program.",
      "Add-MailboxPermission : The term 'Add-MailboxPermission' is not recognized as the name of a cmdlet, function, script file, or operable program.",
      'bash: Set-CASMailbox: command not found',
    ],
    meaning: 'PowerShell does not have this Exchange command in the present session.',
    causes: [
      'The session is not connected to Exchange Online.',
      'Your role does not grant the command: Exchange then leaves it out, instead of refusing it.',
    ],
    fix: [
      installModule,
      {
        does: 'When connected, see which commands came with the session. Where New-ServicePrincipal is missing, ask for the role Exchange Administrator.',
        portal: 'Microsoft Entra admin center > Roles & admins > Exchange Administrator',
        command:
          'Get-ConnectionInformation\nGet-Command New-ServicePrincipal, Add-MailboxPermission, Set-CASMailbox',
      },
    ],
    source:
      'GH:MicrosoftDocs/office-developer-exchange-docs#301; Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth',
    evidence: 'documented',
  },
  {
    ...setUpByHand,
    id: 'exchange-principal-not-found',
    when: /AADServicePrincipalNotFound|No ServicePrincipal with Object Id/i,
    seen: [
      "Ex1A2B3C|Microsoft.Exchange.Configuration.Tasks.AADServicePrincipalNotFoundException|No ServicePrincipal with Object Id '99999999-8888-7777-6666-555555555555' is registered",
    ],
    meaning: 'Reported to mean that Exchange Online finds no enterprise application with this object id.',
    causes: [
      'The object id under App registrations was taken instead of the one under Enterprise applications.',
      'The enterprise application was created minutes ago and is not known there yet.',
    ],
    fix: [
      {
        does: 'Take the object id of the enterprise application.',
        portal:
          'Microsoft Entra admin center > Enterprise applications > {application} > Overview > Object ID',
        command: 'az ad sp show --id {clientId} --query id --output tsv',
      },
      { does: 'Right after creating it, wait up to five minutes and run the command again.' },
    ],
    source: 'public set-up scripts',
    evidence: 'reported',
  },
  {
    ...setUpByHand,
    id: 'exchange-customization-off',
    when: /Enable-OrganizationCustomization/i,
    seen: [
      "The command you tried to run isn't currently allowed in your organization. To run this command, you first need to run the command: Enable-OrganizationCustomization.",
    ],
    meaning: 'Reported for organizations that were never customized: role assignments cannot be made yet.',
    causes: ['Nobody has customized this Exchange Online organization so far.'],
    fix: [
      {
        does: 'Run this once (it cannot be undone), wait some minutes, and repeat the command.',
        command: 'Enable-OrganizationCustomization',
      },
    ],
    source: 'Microsoft Learn: Enable-OrganizationCustomization; text from third parties',
    evidence: 'reported',
  },
  {
    ...setUpByHand,
    id: 'exchange-object-not-found',
    when: /ManagementObjectNotFoundException|object '.{1,200}' couldn't be found on/i,
    seen: [
      "Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed because object 'billing@contoso.com' couldn't be found on 'AM0PR10A001DC01.EURPR10A001.PROD.OUTLOOK.COM'.",
    ],
    meaning: 'Exchange Online has no object of that name.',
    causes: [
      'The address of the mailbox is misspelt.',
      'The application is not registered in Exchange Online yet (New-ServicePrincipal), so no permission can be given to it.',
    ],
    fix: [
      { does: 'See whether the mailbox is there.', command: 'Get-Mailbox -Identity {mailbox}' },
      {
        does: 'See whether the application is registered.',
        command:
          'Get-ServicePrincipal | Where-Object AppId -eq {clientId} | Format-List DisplayName, AppId, ObjectId',
      },
    ],
    source: 'GH:timmcmic/DLConversionV2#129; GH:Microsoft365DSC/Microsoft365DSC#4401',
    evidence: 'documented',
  },
  {
    ...setUpByHand,
    id: 'entra-role-missing',
    when: /Authorization_RequestDenied|Insufficient privileges to complete the operation/i,
    seen: [
      'ERROR: Insufficient privileges to complete the operation.',
      'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})',
    ],
    meaning: 'The role of who is signed in to Microsoft Entra ID is not enough for this step.',
    causes: [
      'App registrations need Cloud Application Administrator or Application Administrator, or their owner.',
      'Consent to an application permission needs Privileged Role Administrator or Global Administrator.',
    ],
    fix: [
      {
        does: 'Let somebody with that role run it, or activate the role. What is done already is found and left as it is.',
        portal: 'Microsoft Entra admin center > Roles & admins',
      },
    ],
    source: 'Microsoft Learn: Microsoft Graph error responses; Grant tenant-wide admin consent',
    evidence: 'documented',
  },
  {
    ...setUpByHand,
    id: 'azure-role-missing',
    when: /\bAuthorizationFailed\b|does not have authorization to perform action/i,
    seen: [
      "(AuthorizationFailed) The client 'admin@contoso.com' with object id '99999999-8888-7777-6666-555555555555' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '/subscriptions/0/resourceGroups/mail' or the scope is invalid. If access was recently granted, please refresh your credentials.",
    ],
    meaning: 'The role of who is signed in to Azure is not enough for this step.',
    causes: [
      'To assign roles one has to be Owner, User Access Administrator or Role Based Access Control Administrator there.',
      'az works in another subscription than was meant.',
    ],
    fix: [
      {
        does: 'Let somebody with that role run it. What is done already is found and left as it is.',
        portal: 'Azure portal > the vault or storage account > Access control (IAM) > View my access',
      },
    ],
    source: 'Microsoft Learn: Troubleshoot Azure RBAC',
    evidence: 'documented',
  },
];

@{
    RootModule        = 'ExchangeOnlineManagement.psm1'
    ModuleVersion     = '3.10.1'
    GUID              = 'b1b9a1f0-5c0e-4f0a-9a64-0d2f2d7c1e55'
    Author            = 'SendAsApp'
    Description       = 'A stand-in for tests: the documented cmdlets over the Exchange stand-in.'
    PowerShellVersion = '7.4'
    FunctionsToExport = @('Connect-ExchangeOnline', 'Disconnect-ExchangeOnline', 'Get-ConnectionInformation')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}

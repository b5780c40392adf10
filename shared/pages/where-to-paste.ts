/** The first that fits says where a command of the catalogue is run. */
const places: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:Resolve-|Test-NetConnection|Install-|Import-|Connect-|Set-ExecutionPolicy|Get-Command)/,
    'PowerShell',
  ],
  // Every other one that is written like a cmdlet is one of Exchange Online's.
  [/^[A-Z]/, 'PowerShell, after Connect-ExchangeOnline'],
  // PowerShell reads such variables otherwise, and takes away quotes that az needs.
  [/^(?:\w+=\$\(az |az .*(?:\$\(|'\{))/s, 'Bash with the Azure CLI, as in Azure Cloud Shell'],
  [/^az /, 'Terminal with the Azure CLI'],
  [/^npm /, 'Terminal, in the folder of SendAsApp'],
];

/** Where a command is to be pasted. */
export const whereToPaste = (command: string): string =>
  places.find(([form]) => form.test(command))?.[1] ?? 'Terminal';

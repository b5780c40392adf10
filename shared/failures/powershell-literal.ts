/** A PowerShell single-quoted literal. PowerShell ends one at any of these five and takes two of them as one. */
export const powerShellLiteral = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;

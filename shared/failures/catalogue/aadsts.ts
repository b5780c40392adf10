/**
 * Matches an error number of Microsoft Entra ID: in a text, in `error_codes` of its JSON answer (also as Node and
 * PowerShell print it), or in a sign-in log.
 */
export const aadsts = (...codes: number[]): RegExp =>
  new RegExp(
    `(?:\\bAADSTS|\\berror_codes"? ?: ?[[{] ?(?:\\d{1,9} ?, ?){0,5}|\\berror ?code"? ?:? ?"?)(?:${codes.join('|')})\\b`,
    'i',
  );

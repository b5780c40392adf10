/** Matches an error number of Microsoft Entra ID in a text or in the `error_codes` of its JSON answer. */
export const aadsts = (...codes: number[]): RegExp =>
  new RegExp(`(?:\\bAADSTS|"error_codes":\\s?\\[)(?:${codes.join('|')})\\b`, 'i');

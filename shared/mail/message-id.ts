/** Fits a table key, a blob name and a log line as it is. */
export const messageIdPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

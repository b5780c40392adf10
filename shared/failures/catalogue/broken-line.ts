/** The words of Node and its HTTP clients for a line that does not come up or breaks; they do not tell to whom. */
export const brokenLine =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|UND_ERR_[A-Z_]{1,40}|REQUEST_SEND_ERROR|network_error|fetch failed|socket hang up)\b/;

/** Errors as people paste them, wrapped in whatever stood around them, with the row that explains each. */
export const corpus: readonly [id: string, pasted: string][] = [
  // Libraries and their stack traces
  [
    'smtp-auth-disabled-tenant',
    `Error: Invalid login: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [AS4P189CA0018.EURP189.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DE26A1B2C3D4E5]
    at SMTPConnection._formatError (/home/site/wwwroot/node_modules/nodemailer/lib/smtp-connection/index.js:809:19)
    at SMTPConnection._actionAUTHComplete (/home/site/wwwroot/node_modules/nodemailer/lib/smtp-connection/index.js:1588:34) {
  code: 'EAUTH',
  response: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
  responseCode: 535,
  command: 'AUTH XOAUTH2'
}`,
  ],
  [
    'smtp-auth-disabled-mailbox',
    `smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information. [FR2P281CA0001.DEUP281.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DE26A1B2C3D4E5]')`,
  ],
  [
    'login-refused',
    "smtplib.SMTPAuthenticationError: (535, b'5.7.3 Authentication unsuccessful [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM]')",
  ],
  [
    'login-refused',
    'MailKit.Security.AuthenticationException: 535: 5.7.3 Authentication unsuccessful [LO4P123CA0001.GBRP123.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DE26A1B2C3D4E5]',
  ],
  [
    'basic-auth-disabled',
    'javax.mail.AuthenticationFailedException: 535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [BN9PR03CA0001.namprd03.prod.outlook.com 2026-11-20T09:14:02.113Z 08DE26A1B2C3D4E5]',
  ],
  [
    'basic-auth-disabled',
    'The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
  ],
  [
    'send-as-denied',
    "Error: Message failed: 554 5.2.252 SendAsDenied; billing@contoso.com not allowed to send as invoices@contoso.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message [BeginDiagnosticData]Cannot submit message. 0.35250:0A000000[EndDiagnosticData] [Hostname=AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM]\n    at SMTPConnection._actionSMTPStream { code: 'EMESSAGE', command: 'DATA' }",
  ],
  [
    'send-as-denied',
    'org.springframework.mail.MailSendException: com.sun.mail.smtp.SMTPSendFailedException: 554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message Cannot submit message. 0.35250:1F000000',
  ],
  [
    'mailbox-logon-failure',
    `[2026-11-20T09:14:02.113Z] Executed 'Functions.sendMail' (Failed, Id=7d1c2f0e-4b5a-4c3d-9e8f-0123456789ab, Duration=1812ms)
[2026-11-20T09:14:02.114Z] System.Private.CoreLib: Result: Failure Exception: Error: Message failed: 430 4.2.0 STOREDRV; mailbox logon failure; STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message [BeginDiagnosticData]Cannot open mailbox.`,
  ],
  // Transcripts of the dialogue, with time stamps and directions
  [
    'login-refused',
    `[2026-11-20 09:14:01] DEBUG [gQ7] C: AUTH XOAUTH2 dXNlcj1iaWxsaW5n...
[2026-11-20 09:14:02] DEBUG [gQ7] S: 535-5.7.3 Authentication unsuccessful
[2026-11-20 09:14:02] DEBUG [gQ7] S: 535 [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM]`,
  ],
  [
    'smtp-auth-disabled-mailbox',
    'Nov 20 09:14:02 relay postfix/smtp[2113]: warning: SASL authentication failed; server smtp.office365.com[52.97.201.226] said: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
  ],
  [
    'security-defaults-block',
    '535-5.7.139 Authentication unsuccessful, user is locked by your\r\n535 organization’s security defaults policy. Contact your administrator. [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM]',
  ],
  [
    'smtp-auth-disabled-tenant',
    '09:14:02.113 << 535-5.7.139 Authentication unsuccessful, SmtpClientAuthentication is\n09:14:02.113 << 535-5.7.139 disabled for the Tenant. Visit\n09:14:02.113 << 535 5.7.139 https://aka.ms/smtp_auth_disabled',
  ],
  [
    'starttls-required',
    'C: MAIL FROM:<billing@contoso.com>\nS: 451 5.7.3 STARTTLS is required to send mail [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM]',
  ],
  [
    'concurrent-submissions-exceeded',
    'C: .\nS: 432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM]',
  ],
  [
    'login-challenge',
    'C: AUTH XOAUTH2 dXNlcj1iaWxsaW5n\nS: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJodHRwczovL291dGxvb2sub2ZmaWNlLmNvbS8ifQ==\n',
  ],
  [
    'login-refused',
    'S: 334 eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyJ9\nC: \nS: 535 5.7.3 Authentication unsuccessful',
  ],
  [
    'submission-rate-exceeded',
    'postfix/smtp[311]: host smtp.office365.com[52.97.201.226] said: 421 4.4.2 Message submission rate for this client has exceeded the configured limit (in reply to MAIL FROM command)',
  ],
  [
    'connection-dropped',
    '2026-11-20T09:14:02Z WARN smtp pool: idle socket: 421 4.4.1 Connection timed out [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM]',
  ],
  [
    'login-proxy-error',
    'MailKit.Net.Smtp.SmtpCommandException: 451 4.7.0 Temporary server error. Please try again later. PRX4 [AM0PR10CA0001.EURPRD10.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DE26A1B2C3D4E5]',
  ],
  [
    'tls-too-old',
    'Server replied: 421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls. [DB6PR0301CA0001.eurprd03.prod.outlook.com]',
  ],
  // An inner reply inside an outer one
  [
    'login-refused',
    '530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3 Authentication unsuccessful [FR2P281CA0001.DEUP281.PROD.OUTLOOK.COM 2026-11-20T09:14:02.113Z 08DE26A1B2C3D4E5]',
  ],
  [
    'conditional-access-login',
    "(530, b'5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.', 'billing@contoso.com')",
  ],
  [
    'not-authenticated',
    'SMTP Error: data not accepted. SMTP server error: MAIL FROM command failed Detail: 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM SMTP code: 530',
  ],
  // Non-delivery reports
  [
    'recipient-not-found',
    "Diagnostic information for administrators:\nGenerating server: AM0PR10MB0001.EURPRD10.PROD.OUTLOOK.COM\nnobody@contoso.com\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@contoso.com not found by SMTP address lookup'",
  ],
  [
    'tenant-blocked',
    "Remote server returned '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653 AS(7230)'",
  ],
  ['tenant-blocked', '#550 5.7.708 Access denied, traffic not accepted from this IP AS(7171) ##'],
  [
    'recipient-rejected',
    'Final-Recipient: rfc822;nobody@fabrikam.com\nAction: failed\nStatus: 5.4.1\nDiagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT001.eop-EUR02.prod.protection.outlook.com]',
  ],
  ['recipient-not-found', 'Diagnostic-Code: smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'],
  [
    'bad-outbound-sender',
    "Your message couldn't be delivered because you weren't recognized as a valid sender.\nRemote Server returned '550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724. AS(42004)'",
  ],
  [
    'recipient-restricted',
    'sales@contoso.com\nRemote Server returned &#39;550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group&#39;',
  ],
  [
    'tenant-external-recipients-exceeded',
    "Remote Server returned '550 5.7.233 - Your message can't be sent because your tenant has exceeded its daily limit for sending email to external recipients (tenant external recipient rate limit). For more information see https://aka.ms/EXONdrs.'",
  ],
  [
    'mail-loop',
    "Remote Server returned '554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [AM0EUR02FT001.eop-EUR02.prod.protection.outlook.com]'",
  ],
  [
    'daily-recipients-exceeded',
    'Remote Server returned ‘550 5.1.90 Your message can’t be sent because you’ve reached your daily limit for message recipients’',
  ],
  [
    'tenant-block-list',
    '<p>Remote Server returned &#39;550 5.7.703 Your message can&rsquo;t be delivered because messages to nobody@contoso.com are blocked by your organization using Tenant Allow Block List.&#39;</p>',
  ],
  [
    'domain-authentication-failed',
    'smtp; 550 5.7.509 Access denied, sending domain [contoso.com] does not pass DMARC verification and has a DMARC policy of reject.',
  ],
  [
    'mailbox-full',
    'Status: 5.2.2 Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
  ],
  // What mail programs and web pages make of a reply
  [
    'recipient-not-found',
    'Remote Server returned =\n=27550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody=40contoso.com n=\not found by SMTP address lookup=27',
  ],
  [
    'send-as-denied',
    '550 5.7.60 SMTP; Client does not have permissions to send=\r\n as this sender [AM0PR10MB0001=2EEURPRD10]',
  ],
  [
    'login-mailbox-unknown',
    '535&nbsp;5.7.3&nbsp;Unable to proxy authenticated session because either<br>the backend does not support it or failed to resolve the user',
  ],
  [
    'relay-denied',
    'The following recipient(s) cannot be reached:<br/>&lt;nobody@fabrikam.com&gt; 550 5.7.1 Unable to relay',
  ],
  ['content-invalid', '“554 5.6.0 Message contains bare linefeeds”'],
  ['basic-auth-disabled', '550‑5.7.30 Basic authentication is not supported for Client Submission.'],
  // Spaces lost and gained, case changed
  ['login-refused', '5355.7.3 Authentication unsuccessful'],
  ['login-refused', '535 5.7.3Authentication unsuccessful'],
  ['login-refused', '535  5.7.3   AUTHENTICATION  UNSUCCESSFUL'],
  [
    'smtp-auth-disabled-tenant',
    '535 5.7.139 Authentication unsuccessful,SmtpClientAuthentication is disabled for theTenant.Visit https://aka.ms/smtp_auth_disabled',
  ],
  [
    'smtp-auth-disabled-mailbox',
    '535 5.7.139 authentication unsuccessful, smtpclientauthentication is disabled for the mailbox',
  ],
  ['recipient-busy', '432 4.3.2 storedrv.deliver;recipient thread limit exceeded'],
  ['too-many-recipients', '452-4.5.3 TOO MANY RECIPIENTS (AS780090)'],
  ['throttled-send-as-denied', '550 5.2.252 Sender  throttled due to continuous send as denied\u00a0errors.'],
  // Microsoft Entra ID
  [
    'assertion-key-not-found',
    "ERROR|AuthenticationRequiredError: invalid_client: Error(s): 700027 - Timestamp: 2026-11-20 09:14:02Z - Description: AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334'. Trace ID: 7d1c2f0e",
  ],
  [
    'assertion-key-expired',
    '{\\"error\\":\\"invalid_client\\",\\"error_description\\":\\"AADSTS700027: Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: \\u0027A1B2C3D4\\u0027]\\r\\nTrace ID: 7d1c2f0e\\",\\"error_codes\\":[700027]}',
  ],
  [
    'application-not-found',
    '{"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier \'11111111-2222-3333-4444-555555555555\' was not found in the directory \'Contoso\'.","error_codes":[700016],"timestamp":"2026-11-20 09:14:02Z","trace_id":"7d1c","correlation_id":"4b5a","error_uri":"https://login.microsoftonline.com/error?code=700016"}',
  ],
  [
    'client-secret-refused',
    '{\n  "error": "invalid_client",\n  "error_codes": [\n    7000215\n  ],\n  "correlation_id": "4b5a"\n}',
  ],
  [
    'tenant-not-found',
    "Microsoft.Identity.Client.MsalServiceException: A configuration issue is preventing authentication - check the error message from the server for details. Original exception: AADSTS90002: Tenant 'contoso.example' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  ],
  ['tenant-not-found', "error_codes: [ 900023 ],\n  error: 'invalid_request'"],
  [
    'application-disabled',
    "AuthenticationError: unauthorized_client(status code 400). More details:\nAADSTS7000112: Application '11111111-2222-3333-4444-555555555555'(Mail sender) is disabled. Trace ID: 7d1c\n    at ClientAssertionCredential.getToken (/home/site/wwwroot/index.js:1:2)",
  ],
  [
    'conditional-access-block',
    'Sign-in error code 53003\nFailure reason Access has been blocked by Conditional Access policies.',
  ],
  [
    'scope-invalid',
    'Description: AADSTS1002012: The provided value for scope https://outlook.office.com/SMTP.Send is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ],
  [
    'enterprise-application-missing',
    'aadsts 7000229: The client application is missing service principal in the tenant.',
  ],
  [
    'assertion-time-invalid',
    'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-20T09:14:02Z',
  ],
  // Key Vault and the managed identity
  [
    'vault-role-missing',
    `{"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.\\r\\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\\r\\nCaller: appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;iss=https://sts.windows.net/66666666-7777-8888-9999-000000000000/\\r\\nAction: 'Microsoft.KeyVault/vaults/keys/sign/action'\\r\\nResource: '/subscriptions/0/resourcegroups/mail/providers/microsoft.keyvault/vaults/contoso-mail/keys/smtp'\\r\\nAssignment: (not found)\\r\\nVault: contoso-mail;location=westeurope\\r\\n","innererror":{"code":"ForbiddenByRbac"}}}`,
  ],
  [
    'vault-firewall',
    `RestError: Client address is not authorized and caller is not a trusted service.
Client address: 203.0.113.9
Caller: appid=11111111-2222-3333-4444-555555555555;oid=99999999-8888-7777-6666-555555555555;iss=https://sts.windows.net/66666666-7777-8888-9999-000000000000/
Vault: contoso-mail;location=westeurope {"name":"RestError","code":"Forbidden","statusCode":403}`,
  ],
  [
    'vault-key-operation-forbidden',
    'Status code 403, "{"error":{"code":"Forbidden","message":"Operation sign is not permitted on this key.","innererror":{"code":"KeyOperationForbidden"}}}"',
  ],
  [
    'vault-access-policy-missing',
    '(Forbidden) The user, group or application &#39;appid=11111111;oid=99999999;iss=https://sts.windows.net/66666666/&#39; does not have secrets get permission on key vault &#39;contoso-mail;location=westeurope&#39;.',
  ],
  [
    'certificate-not-found',
    'Azure.RequestFailedException: A certificate with (name/id) smtp was not found in this key vault. If you recently deleted this certificate you may be able to recover it using the correct recovery command.\nStatus: 404 (Not Found)\nErrorCode: CertificateNotFound',
  ],
  [
    'certificate-deleted',
    'Code: Conflict\nMessage: Certificate smtp is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.\nInner error: {\n    "code": "ObjectIsDeletedButRecoverable"\n}',
  ],
  [
    'managed-identity-not-found',
    'ManagedIdentityCredential authentication failed: Service request failed.\nStatus: 400 (Bad Request)\nContent:\n{"statusCode":400,"message":"Unable to load the proper Managed Identity.","correlationId":"7d1c2f0e"}',
  ],
  // The line itself
  [
    'smtp-name-not-found',
    "Error: getaddrinfo ENOTFOUND smtp.ofice365.com\n    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) { errno: -3008, code: 'EDNS', syscall: 'getaddrinfo' }",
  ],
  [
    'smtp-unreachable',
    "Error: connect ETIMEDOUT 52.97.201.226:587 { errno: -110, code: 'ESOCKET', command: 'CONN' }",
  ],
  [
    'tls-wrong-version',
    "[Error: 140295:error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:332:\n] { code: 'ESOCKET', command: 'CONN' }",
  ],
];

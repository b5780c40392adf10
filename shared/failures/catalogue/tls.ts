import type { KnownFailure } from '../known-failure.ts';
import { lookAtEgress, mendSettings } from './fixes.ts';

/** Encryption that does not come up, as Node and nodemailer report it. */
export const tls: readonly KnownFailure[] = [
  {
    id: 'tls-wrong-version',
    at: 'connect',
    when: /wrong version number|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)|packet length too long/i,
    seen: [
      '140295:error:1408F10B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:332:',
      'ESOCKET Error initiating TLS - write EPROTO C0A7:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/ssl/record/methods/tlsany_meth.c:80:',
    ],
    meaning: 'TLS was begun at the first byte on a port that starts in the clear.',
    causes: ['TLS from the first byte (secure: true) on port 587.', 'A proxy that answers in plain text.'],
    fix: [{ ...mendSettings, does: 'Use port 587 with STARTTLS; the service does not offer 465.' }],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    heard: 'client',
    source:
      'GH:dawidd6/action-send-mail#88; Microsoft Learn: Set up a multifunction device or application to send email',
    evidence: 'documented',
  },
  {
    id: 'tls-wrong-name',
    at: 'connect',
    when: /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/i,
    seen: [
      "ERR_TLS_CERT_ALTNAME_INVALID Hostname/IP does not match certificate's altnames: Host: mail.contoso.com. is not in the cert's altnames: DNS:outlook.com, DNS:*.office365.com",
    ],
    meaning: 'The server that answered has a certificate for another name than the one that was asked for.',
    causes: [
      'An alias or an IP address is set instead of the real host name.',
      'A proxy or a wrong DNS entry answers for the service.',
    ],
    fix: [
      {
        ...mendSettings,
        does: 'Use smtp.office365.com, or the host of the national cloud, by its own name.',
      },
      {
        does: 'See what the name resolves to from where the app runs.',
        command: 'Resolve-DnsName smtp.office365.com',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    heard: 'client',
    source: 'Node.js documentation: TLS, X509 certificate error codes',
    evidence: 'documented',
  },
  {
    id: 'tls-untrusted',
    at: 'connect',
    when: /self-signed certificate|self signed certificate|(?:DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|CERT_HAS_EXPIRED)|unable to (?:verify the first|get local issuer) certificate/i,
    seen: [
      'DEPTH_ZERO_SELF_SIGNED_CERT self-signed certificate',
      'SELF_SIGNED_CERT_IN_CHAIN self-signed certificate in certificate chain',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE unable to verify the first certificate',
      'CERT_HAS_EXPIRED certificate has expired',
    ],
    meaning: 'The certificate of the server that answered is not trusted.',
    causes: [
      'A firewall or proxy opens the encryption and shows a certificate of its own.',
      'The app is connected to another server than it believes.',
    ],
    fix: [
      { does: 'Take the host out of TLS inspection. Never switch the check of certificates off.' },
      {
        ...mendSettings,
        does: 'Or, where the inspection must stay, let Node trust its authority: NODE_EXTRA_CA_CERTS names a PEM file.',
      },
    ],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    heard: 'client',
    source: 'Node.js documentation: TLS, X509 certificate error codes',
    evidence: 'documented',
  },
  {
    id: 'starttls-not-offered',
    at: 'connect',
    // The server's own words win over nodemailer's: Exchange Online says 5.3.3 where other servers say 5.5.1.
    when: /Error upgrading connection with STARTTLS|HELO does not support required STARTTLS|\b50[02] 5\.5\.1 (?:Error: )?Command (?:not implemented|unrecognized)/i,
    seen: [
      'ETLS Error upgrading connection with STARTTLS: 502 5.5.1 Command not implemented',
      'ECONNECTION EHLO failed but HELO does not support required STARTTLS. response=502 5.5.1 Command not implemented',
      '502 5.5.1 Command not implemented',
    ],
    meaning: 'The server that answered does not offer encryption, so no token is sent to it.',
    causes: [
      'Something in between removes STARTTLS.',
      'The app is connected to another server than Exchange Online.',
    ],
    fix: [lookAtEgress],
    treat: 'hold',
    scope: 'app',
    wait: 900,
    heard: 'client',
    source: 'nodemailer source (dist/esm/smtp-connection)',
    evidence: 'documented',
  },
];

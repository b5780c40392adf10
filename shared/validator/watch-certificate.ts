import type { Report } from './report.ts';

/** The certificate that was looked at last, and the least threshold that was said of it, in days. */
export interface CertificateSeen {
  /** SHA-1 in hexadecimal digits, as the portals show it. */
  thumbprint: string;
  /** ISO 8601. */
  validTo: string;
  said?: number;
}

/** The certificate has fewer days left than a threshold that was not said of it before. */
export interface CertificateEvent {
  event: 'watch.certificate';
  /** Whole days; negative where it has ended. */
  daysLeft: number;
  validTo: string;
  thumbprint: string;
  fix: string;
}

const DAY_MS = 86_400_000;
const thresholds = [1, 3, 7, 14, 30];

const renewal =
  'Make a new certificate, upload its .cer to the app registration, and only then let the app sign with it: docs/guide.md#a-new-certificate';

/** Whether the certificate comes to its end, each threshold once; what no report tells stays as it was. */
export function watchCertificate(
  before: CertificateSeen | undefined,
  { at, checks }: Report,
): { event?: CertificateEvent; seen?: CertificateSeen } {
  const details = checks.find(({ check }) => check === 'certificate')?.details;
  if (!details) return before ? { seen: before } : {};
  const thumbprint = String(details.thumbprintSha1);
  const validTo = String(details.validTo);
  const said = before?.thumbprint === thumbprint ? before.said : undefined;
  const left = (Date.parse(validTo) - Date.parse(at)) / DAY_MS;
  const passed = thresholds.find((days) => left < days);
  if (passed === undefined || passed >= (said ?? Infinity)) {
    return { seen: { thumbprint, validTo, ...(said !== undefined && { said }) } };
  }
  return {
    event: { event: 'watch.certificate', daysLeft: Math.floor(left), validTo, thumbprint, fix: renewal },
    seen: { thumbprint, validTo, said: passed },
  };
}

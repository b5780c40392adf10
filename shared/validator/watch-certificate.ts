import type { EventOf } from '../events/event.ts';
import type { Report } from './report.ts';

/** The certificate that was looked at last, and the least threshold that was said of it, in days. */
export interface CertificateSeen {
  /** SHA-1 in hexadecimal digits, as the portals show it. */
  thumbprint: string;
  /** ISO 8601. */
  validTo: string;
  said?: number;
}

/** What a report says of the certificate. */
interface CertificateWatched {
  /** Where it has fewer days left than a threshold that was not said of it before. */
  event?: EventOf<'watch.certificate'>;
  /** For the next watch. */
  seen?: CertificateSeen;
  /** Whole days, negative where it has ended; absent where none could be read. */
  daysLeft?: number;
}

const DAY_MS = 86_400_000;
const thresholds = [1, 3, 7, 14, 30];

const renewal =
  'Make a new version of the certificate, and upload its .cer to the app registration: docs/guide.md#a-new-certificate';

/** Whether the certificate comes to its end, each threshold once; what no report tells stays as it was. */
export function watchCertificate(before: CertificateSeen | undefined, report: Report): CertificateWatched {
  const certificate = certificateOf(report);
  if (!certificate) return before ? { seen: before } : {};
  const { thumbprint, validTo } = certificate;
  const said = before?.thumbprint === thumbprint ? before.said : undefined;
  const left = (Date.parse(validTo) - Date.parse(report.at)) / DAY_MS;
  const daysLeft = Math.floor(left);
  const passed = thresholds.find((days) => left < days);
  if (passed === undefined || passed >= (said ?? Infinity)) {
    return { seen: { thumbprint, validTo, ...(said !== undefined && { said }) }, daysLeft };
  }
  return {
    event: { event: 'watch.certificate', daysLeft, validTo, thumbprint, fix: renewal },
    seen: { thumbprint, validTo, said: passed },
    daysLeft,
  };
}

/**
 * The certificate that mail goes by: the newest, or the version before it where Entra does not know that one. Undefined
 * where none could be read.
 */
function certificateOf({ checks }: Report): Pick<CertificateSeen, 'thumbprint' | 'validTo'> | undefined {
  const detailsOf = (id: string) => checks.find(({ check }) => check === id)?.details;
  const { olderThumbprintSha1, olderValidTo } = detailsOf('token') ?? {};
  if (olderValidTo) return { thumbprint: String(olderThumbprintSha1), validTo: String(olderValidTo) };
  const newest = detailsOf('certificate');
  return newest && { thumbprint: String(newest.thumbprintSha1), validTo: String(newest.validTo) };
}

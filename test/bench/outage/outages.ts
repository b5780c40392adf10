import { type ServiceName, serviceNames } from './services.ts';

/** What is away together, and when that begins. */
export interface Outage {
  name: string;
  services: readonly ServiceName[];
  /** Outlasts the five tries that a queue gives. */
  isLong?: true;
  /** A fresh process meets it: one that runs has its token for an hour. */
  meetsFresh?: true;
  /** It begins when Exchange has accepted a message: before its 250 goes out, or before the app has written it down. */
  afterAcceptance?: 'answered' | 'unanswered';
}

/** Each service by itself, all of them together, and some between a 250 and its result. */
export const outages: readonly Outage[] = [
  { name: 'token endpoint', services: ['entra'], meetsFresh: true },
  { name: 'vault', services: ['vault'], meetsFresh: true },
  { name: 'SMTP', services: ['smtp'], isLong: true },
  { name: 'queue', services: ['queue'] },
  { name: 'table', services: ['table'] },
  { name: 'blob', services: ['blob'] },
  { name: 'all', services: serviceNames },
  { name: 'SMTP, before a 250', services: ['smtp'], afterAcceptance: 'unanswered' },
  { name: 'table, after a 250', services: ['table'], afterAcceptance: 'answered' },
  { name: 'queue and table, after a 250', services: ['queue', 'table'], afterAcceptance: 'answered' },
];

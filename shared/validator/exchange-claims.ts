import { clouds } from '../clouds.ts';

/** The application role that lets an app submit mail. */
export const SEND_AS_APP = 'SMTP.SendAsApp';

/** Exchange Online as the audience of a token; the last one, its application id, is reported as another form. */
const audiences: ReadonlySet<string> = new Set([
  ...Object.values(clouds).map(({ tokenScope }) => tokenScope.replace(/\/\.default$/, '')),
  'https://outlook.office.com',
  'https://outlook-dod.office365.us',
  '00000002-0000-0ff1-ce00-000000000000',
]);

/** Whether a token with this `aud` is for Exchange Online, in whichever cloud. */
export const isExchangeAudience = (audience: string): boolean => audiences.has(audience.replace(/\/$/, ''));

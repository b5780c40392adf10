/** Who types the commands, and how Exchange Online is today. A plain object that may be changed while a shell runs. */
export interface Administrator {
  /** The language of sentences in errors and warnings; English unless given. The names of classes do not change. */
  language?: 'en' | 'de';
  /** Cmdlets that the roles of the administrator do not grant: the session comes without them. */
  lacks?: string[];
  /** The enterprise applications of the tenant, by which object ids are checked; absent: any is believed. */
  enterpriseApplications?: () => readonly { clientId: string; objectId: string }[];
  /** How often New-ServicePrincipal does not find an application yet that is there. */
  notFoundYet?: number;
}

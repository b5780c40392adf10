import type { Administrator } from './administrator.ts';

/** An error as Exchange Online gives it: the name of the class is the same everywhere, the sentence is translated. */
export interface Refusal {
  /** The short hash before the first bar. */
  hash: string;
  className: string;
  sentence: Sentence;
}

/** One sentence in each language. */
export type Sentence = Record<NonNullable<Administrator['language']>, string>;

const server = 'AM0PR10A001DC01.EURPR10A001.PROD.OUTLOOK.COM';
const tasks = 'Microsoft.Exchange.Configuration.Tasks';

export const notFound = (identity: string): Refusal => ({
  hash: 'Ex6F9304',
  className: `${tasks}.ManagementObjectNotFoundException`,
  sentence: {
    en: `The operation couldn't be performed because object '${identity}' couldn't be found on '${server}'.`,
    de: `Der Vorgang konnte nicht ausgeführt werden, da das Objekt '${identity}' auf '${server}' nicht gefunden wurde.`,
  },
});

/** From here on the classes and sentences are from memory or third parties, except where the catalogue has them. */
export const ambiguous = (identity: string): Refusal => ({
  hash: 'ExD8C2A1',
  className: `${tasks}.ManagementObjectAmbiguousException`,
  sentence: {
    en: `The operation couldn't be performed because '${identity}' matches multiple entries.`,
    de: `Der Vorgang konnte nicht ausgeführt werden, da '${identity}' mehreren Einträgen entspricht.`,
  },
});

export const noEnterpriseApplication = (objectId: string): Refusal => ({
  hash: 'Ex1A2B3C',
  className: `${tasks}.AADServicePrincipalNotFoundException`,
  sentence: {
    en: `No ServicePrincipal with Object Id '${objectId}' is registered`,
    de: `Es ist kein Dienstprinzipal mit der Objekt-ID '${objectId}' registriert`,
  },
});

export const alreadyExists = (name: string): Refusal => ({
  hash: 'Ex9B51D0',
  className: 'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
  sentence: {
    en: `Active Directory operation failed on ${server}. The object '${name}' already exists.`,
    de: `Active Directory-Vorgang auf ${server} fehlgeschlagen. Das Objekt '${name}' ist bereits vorhanden.`,
  },
});

export const stillInUse = (name: string): Refusal => ({
  hash: 'Ex4E77F2',
  className: `${tasks}.TaskInvalidOperationException`,
  sentence: {
    en: `The management scope '${name}' is in use by a role assignment and can't be removed.`,
    de: `Der Verwaltungsbereich '${name}' wird von einer Rollenzuweisung verwendet und kann nicht entfernt werden.`,
  },
});

export const notCustomized: Refusal = {
  hash: 'Ex70AB31',
  className: `${tasks}.InvalidOperationInDehydratedContextException`,
  sentence: {
    en: "The command you tried to run isn't currently allowed in your organization. To run this command, you first need to run the command: Enable-OrganizationCustomization.",
    de: 'Der Befehl ist in Ihrer Organisation zurzeit nicht zulässig. Führen Sie zuerst diesen Befehl aus: Enable-OrganizationCustomization.',
  },
};

export const alreadyCustomized: Refusal = {
  hash: 'Ex25C0E4',
  className: `${tasks}.InvalidOperationException`,
  sentence: {
    en: 'This operation is not required. Organization is already enabled for customization.',
    de: 'Dieser Vorgang ist nicht erforderlich. Die Organisation ist bereits zum Anpassen aktiviert.',
  },
};

export const wrongValue = (parameter: string, why: string): Refusal => ({
  hash: 'Ex3D2F10',
  className: 'Microsoft.Exchange.Data.DataValidationException',
  sentence: {
    en: `The value of '${parameter}' isn't valid: ${why}`,
    de: `Der Wert von '${parameter}' ist ungültig: ${why}`,
  },
});

export const alreadyOnObject = (name: string): Sentence => ({
  en: `The appropriate access control entry is already present on the object "${name}".`,
  de: `Der entsprechende Zugriffssteuerungseintrag ist für das Objekt "${name}" bereits vorhanden.`,
});

export const notOnObject = (name: string): Sentence => ({
  en: `Can't remove the access control entry on the object "${name}" because the ACE isn't present.`,
  de: `Der Zugriffssteuerungseintrag kann vom Objekt "${name}" nicht entfernt werden, da er nicht vorhanden ist.`,
});

export const nothingModified = (name: string): Sentence => ({
  en: `The command completed successfully but no settings of '${name}' have been modified.`,
  de: `Der Befehl wurde erfolgreich abgeschlossen, aber es wurden keine Einstellungen von '${name}' geändert.`,
});

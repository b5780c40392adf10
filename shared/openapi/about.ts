/** What the documents say of the app itself. */
export const about = {
  title: 'SendAsApp',
  version: '1.0.0',
  description:
    'Sends mail through Exchange Online as an application, and says in plain words what is wrong when mail does not leave.',
};

/** Where the app is in a document that does not know it. */
export const anywhere = 'https://contoso-mail-func.azurewebsites.net';

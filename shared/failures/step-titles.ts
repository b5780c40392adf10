import type { Step } from './fault.ts';

/** The steps in the words of a heading. */
export const stepTitles: Record<Step, string> = {
  setup: 'Setting up with PowerShell',
  settings: 'Settings of the app',
  message: 'The message itself',
  vault: 'Reaching Key Vault',
  certificate: 'The certificate',
  token: 'The token from Microsoft Entra ID',
  connect: 'Connecting to Exchange Online',
  login: 'Logging in to Exchange Online',
  submit: 'Submitting the message',
  storage: 'Queue, table and blob storage',
};

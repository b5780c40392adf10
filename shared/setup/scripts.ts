import { checkScript } from './check.ts';
import { entraScript } from './entra.ts';
import { exchangeScript } from './exchange.ts';
import { certificateFileScript } from './pfx.ts';
import type { SetupPlan } from './plan.ts';
import { undoScript } from './undo.ts';

/** One script for an administrator: ASCII, in the syntax of Windows PowerShell 5.1, without any secret. */
export interface SetupScript {
  name: 'setup-entra.ps1' | 'setup-exchange.ps1' | 'check.ps1' | 'undo.ps1' | 'certificate-file.ps1';
  /** Who runs it for what, in one sentence. */
  purpose: string;
  text: string;
}

/** The scripts that set up what a plan says, in the order in which people meet them. */
export const setupScripts = (plan: SetupPlan): readonly SetupScript[] => [
  {
    name: 'setup-entra.ps1',
    purpose:
      'An Entra administrator runs it first: app registration, permission, certificate. It prints the ids that the next one takes.',
    text: entraScript(plan),
  },
  {
    name: 'setup-exchange.ps1',
    purpose: 'An Exchange administrator runs it second: lets the application send from its mailboxes.',
    text: exchangeScript(plan),
  },
  {
    name: 'check.ps1',
    purpose:
      'An Exchange administrator sees with it whether Exchange Online is set up right. Changes nothing.',
    text: checkScript(plan),
  },
  {
    name: 'undo.ps1',
    purpose:
      'An Exchange administrator takes back with it what setup-exchange.ps1 changed, to the former values that it wrote down.',
    text: undoScript(plan),
  },
  {
    name: 'certificate-file.ps1',
    purpose: 'Makes the certificate as files (.pfx and .cer), where there is no Key Vault.',
    text: certificateFileScript(plan),
  },
];

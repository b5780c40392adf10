import { failed, ok, type Result } from '../../shared/failures/result.ts';

/** What the template's outputs say of a deployment; empty is what it has not. */
export interface Deployed {
  group: string;
  app: string;
  host: string;
  vault: string;
  certificate: string;
  certificateSource: string;
  clientId: string;
  alertReceivers: string;
}

const names = {
  group: 'AZURE_RESOURCE_GROUP',
  app: 'AZURE_FUNCTION_APP_NAME',
  host: 'AZURE_FUNCTION_APP_HOST',
  certificate: 'MAIL_CERTIFICATE_NAME',
  certificateSource: 'MAIL_CERTIFICATE_SOURCE',
} as const;

const optionalNames = {
  vault: 'AZURE_KEY_VAULT_NAME',
  clientId: 'MAIL_CLIENT_ID',
  alertReceivers: 'DEPLOY_ALERT_RECEIVERS',
} as const;

/** Reads what azd, or who has no azd, put of the outputs into the environment; the error names what is missing. */
export function readDeployed(environment: NodeJS.ProcessEnv): Result<Deployed, string> {
  const missing = Object.values(names).filter((name) => !environment[name]?.trim());
  if (missing.length > 0)
    return failed(
      `${missing.join(', ')}: not in the environment. azd gives them; without azd: docs/deploy.md.`,
    );
  const values = Object.entries({ ...names, ...optionalNames }).map(([field, name]) => [
    field,
    environment[name]?.trim() ?? '',
  ]);
  return ok(Object.fromEntries(values));
}

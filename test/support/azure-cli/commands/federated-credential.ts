import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FederatedCredential } from '../../../../local/entra/state.ts';
import type { Command } from '../command.ts';
import { AzFailure, notFound } from '../failure.ts';
import { derivedId, registration } from '../graph.ts';

/** Trust in a managed identity. One that a test wrote without a name goes by the name that the catalogue uses. */
export const federatedCredential: Readonly<Record<string, Command>> = {
  'ad app federated-credential list': {
    options: '--id!',
    run: (given, { entra }) => trustedBy(registration(entra, given.must('id'))).map(body),
  },
  'ad app federated-credential create': {
    options: '--id! --parameters!',
    run(given, { entra, cwd }) {
      const app = registration(entra, given.must('id'));
      const { name, issuer, subject, audience } = read(given.must('parameters'), cwd);
      if (!name || !issuer || !subject || !audience) {
        throw new AzFailure(1, 'One or more properties are missing: name, issuer, subject, audiences.');
      }
      const known = trustedBy(app);
      if (known.some((one) => nameOf(one) === name)) {
        throw new AzFailure(1, `FederatedIdentityCredential with name ${name} already exists.`);
      }
      const made = { name, issuer, subject, audience };
      refuseTwin(known, made);
      app.federatedCredentials = [...known, made];
      return body(made);
    },
  },
  'ad app federated-credential update': {
    options: '--id! --federated-credential-id! --parameters!',
    run(given, { entra, cwd }) {
      const id = given.must('federated-credential-id');
      const app = registration(entra, given.must('id'));
      const found = trustedBy(app).find((one) => nameOf(one) === id || idOf(one) === id);
      if (!found) throw notFound(id);
      const changed = { ...found, ...read(given.must('parameters'), cwd) };
      if (nameOf(changed) !== nameOf(found))
        throw new AzFailure(1, 'The name of a credential cannot be changed.');
      refuseTwin(trustedBy(app), changed, found);
      Object.assign(found, changed);
      return undefined;
    },
  },
};

/** Two of the same issuer and subject, as Entra compares them: letter by letter. */
function refuseTwin(
  known: readonly FederatedCredential[],
  { issuer, subject }: FederatedCredential,
  itself?: FederatedCredential,
): void {
  if (known.some((one) => one !== itself && one.issuer === issuer && one.subject === subject))
    throw new AzFailure(1, 'The combination of issuer and subject must be unique for this app.');
}

const trustedBy = (app: { federatedCredentials?: FederatedCredential[] }): FederatedCredential[] =>
  app.federatedCredentials ?? [];

const nameOf = ({ name }: FederatedCredential): string => name ?? 'sendasapp';

const idOf = (one: FederatedCredential): string => derivedId('federated', nameOf(one));

const body = (one: FederatedCredential) => ({
  id: idOf(one),
  name: nameOf(one),
  issuer: one.issuer,
  subject: one.subject,
  audiences: [one.audience],
});

/** JSON, or the path of a file with it. */
function read(parameters: string, cwd: string): Partial<FederatedCredential> {
  const file = path.resolve(cwd, parameters);
  try {
    const { audiences, ...others } = JSON.parse(existsSync(file) ? readFileSync(file, 'utf8') : parameters);
    if (audiences !== undefined && !(Array.isArray(audiences) && audiences.length === 1)) {
      throw new AzFailure(1, 'audiences: exactly one value is needed.');
    }
    return { ...others, ...(audiences && { audience: audiences[0] }) };
  } catch (error) {
    if (error instanceof AzFailure) throw error;
    throw new AzFailure(1, `Failed to parse JSON: ${parameters}`);
  }
}

import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeAuthority } from '../../../local/certificates.ts';
import { type Answer, send, serve } from '../../../local/serve.ts';

const authority = await makeAuthority();
const tls = await authority.issueServerTls();
setDefaultCACertificates([...getCACertificates('default'), authority.cert]);

const challenge = {
  'www-authenticate': 'Bearer authorization="https://login.example/t", resource="https://vault.azure.net"',
};

/** Who may do everything. */
export const credential = {
  getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3600_000 }),
};

/** How the clients under test are opened. */
export interface Settings {
  vaultUrl: string;
  verifyChallenge: false;
}

/** Does the work at a vault that answers so after its challenge; gives the result and the paths that were asked for. */
export async function atVault<Value>(
  answer: (path: string, url: string) => Answer,
  work: (settings: Settings) => Promise<Value>,
): Promise<{ result: Value; asked: string[] }> {
  const asked: string[] = [];
  const vault = await serve((request, response) => {
    if (!request.headers.authorization) return send(response, { status: 401, body: {}, headers: challenge });
    // Without a version the clients end the path with a slash.
    const path = new URL(request.url ?? '', 'https://localhost').pathname.replace(/\/$/, '');
    asked.push(path);
    send(response, answer(path, vault.url));
  }, tls);
  try {
    return { result: await work({ vaultUrl: vault.url, verifyChallenge: false }), asked };
  } finally {
    await vault.stop();
  }
}

import { readFile } from 'node:fs/promises';
import tls from 'node:tls';

/** Node reads NODE_EXTRA_CA_CERTS at its start: the stack on this desk has a certificate authority of its own. */
export async function trustOwnAuthority(file: string | undefined): Promise<void> {
  if (!file) return;
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(file, 'utf8')]);
}

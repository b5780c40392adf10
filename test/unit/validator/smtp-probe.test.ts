import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeAuthority } from '../../../local/certificates.ts';
import { openProbe } from '../../../shared/smtp/probe.ts';
import { type Break, type BreakingPoint, startBreakingServer } from '../../support/breaking-server.ts';
import { until } from '../../support/until.ts';

const authority = await makeAuthority();
const tls = await authority.issueServerTls();
setDefaultCACertificates([...getCACertificates('default'), authority.cert]);

const address = 'billing@contoso.com';

async function serverFor(t: TestContext) {
  const server = await startBreakingServer(tls);
  t.after(() => server.stop());
  return server;
}

/** Everything that a probe does, until something is refused. */
async function probe(port: number, signal = new AbortController().signal) {
  const opened = await openProbe({ host: 'localhost', port }, signal);
  if (!opened.ok) return opened.error;
  const { offer, login, tryEnvelope, close } = opened.value;
  const loggedIn = await login(address, 'token');
  const enveloped = loggedIn.ok ? await tryEnvelope(address, signal) : loggedIn;
  close();
  return enveloped.ok ? offer : enveloped.error;
}

test('connects, logs in, tries an envelope and sends nothing', async (t) => {
  const server = await serverFor(t);
  assert.deepEqual(await probe(server.port), {
    tlsVersion: 'TLSv1.3',
    authMethods: ['XOAUTH2'],
    maxMessageBytes: undefined,
  });
  assert.deepEqual(server.whole, []);
  await until('the line to be closed', () => server.open() === 0 || undefined);
});

const refusals: readonly [BreakingPoint, Break, string, string][] = [
  ['greeting', 'cut', 'connect', 'ECONNECTION'],
  ['EHLO in TLS', { say: '421 4.3.2 Service not available\r\n' }, 'connect', '421'],
  ['AUTH', { say: '535 5.7.3 Authentication unsuccessful\r\n' }, 'login', '535'],
  ['AUTH', 'reset', 'login', 'ECONNRESET'],
  ['MAIL', { say: '550 5.1.8 Access denied, bad outbound sender\r\n' }, 'submit', '550'],
  ['RCPT', { say: '550 5.1.1 User unknown\r\n' }, 'submit', '550'],
  ['RCPT', 'cut', 'submit', 'ECONNECTION'],
];

for (const [point, how, at, code] of refusals) {
  test(`${JSON.stringify(how)} at ${point} is a fault at ${at} with its own code`, async (t) => {
    const server = await serverFor(t);
    const broken = server.breakAt(point, how);
    const fault = await probe(server.port);
    await broken;
    assert.ok('said' in fault, JSON.stringify(fault));
    assert.deepEqual([fault.at, fault.code], [at, code]);
  });
}

for (const point of ['greeting', 'AUTH', 'RCPT'] as const) {
  test(`silence at ${point} ends with the time of the check`, async (t) => {
    const server = await serverFor(t);
    const deadline = new AbortController();
    const broken = server.breakAt(point, 'stall');
    const probed = probe(server.port, deadline.signal);
    await broken;
    deadline.abort();
    assert.equal(((await probed) as { code?: string }).code, 'deadline-passed');
  });
}

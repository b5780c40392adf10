import assert from 'node:assert/strict';
import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  verify,
  X509Certificate,
} from 'node:crypto';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { ok } from '../../../shared/failures/result.ts';
import { certificateFile } from '../../../shared/identity/certificate-file.ts';

const mail = await makeMailCertificate({ name: 'mail-app' });
const other = await makeMailCertificate({ name: 'authority' });
const soon = new Date(Date.now() + 60 * 60 * 1000);
const pemOf = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }));
const encrypted = (passphrase: string) =>
  String(mail.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));

/** What the source says of a file with this content. */
async function read(
  content: string,
  { password, at, refused = [] }: { password?: string; at?: Date; refused?: string[] } = {},
) {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'certificate-'));
  const file = path.join(folder.path, 'mail.pem');
  await writeFile(file, content);
  // Awaited here: the folder goes when this function ends.
  return await certificateFile({ path: file, password }, () => at ?? new Date())(new Set(refused));
}

const readable: readonly (readonly [string, string, string?])[] = [
  ['key and certificate', pemOf(mail.privateKey) + mail.cert],
  [
    'certificate and key, with text around them',
    `Bag Attributes\n${mail.cert}\nKey:\n${pemOf(mail.privateKey)}`,
  ],
  [
    'a chain that begins with another certificate',
    [other.cert, mail.cert, pemOf(mail.privateKey)].join('\n'),
  ],
  ['an encrypted key', encrypted('S3cr3t') + mail.cert, 'S3cr3t'],
  ['a key that needs no password, with one', pemOf(mail.privateKey) + mail.cert, 'S3cr3t'],
];

for (const [name, content, password] of readable) {
  test(`${name}: signs PS256 as the owner of the certificate`, async () => {
    const certificate = await read(content, password === undefined ? {} : { password });
    assert.ok(certificate.ok && certificate.value, JSON.stringify(certificate));
    assert.equal(certificate.value.thumbprint, createHash('sha256').update(mail.der).digest('base64url'));
    const signature = await certificate.value.sign('header.claims');
    assert.ok(signature.ok);
    const { publicKey: key } = new X509Certificate(mail.der);
    const padding = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    assert.ok(verify('sha256', Buffer.from('header.claims'), padding, signature.value));
  });
}

const elliptic = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
/** A file without the key, or with another one, is mended otherwise than one that cannot be opened. */
const codeFor = (said: string): string => {
  if (said.includes('holds no private key')) return 'certificate-key-missing';
  return said.includes('no certificate that belongs') ? 'certificate-no-pair' : 'certificate-unreadable';
};
const broken: readonly (readonly [string, string, RegExp, string?])[] = [
  ['nothing', '', /is neither PEM nor PKCS#12/],
  ['the certificate alone', mail.cert, /holds no private key/],
  ['the key alone', pemOf(mail.privateKey), /no certificate that belongs/],
  ['the certificate of another key', pemOf(mail.privateKey) + other.cert, /no certificate that belongs/],
  [
    'a damaged certificate',
    pemOf(mail.privateKey) + mail.cert.replace('MII', 'AAA'),
    /no certificate that belongs/,
  ],
  ['a key that is not RSA', elliptic + mail.cert, /not an RSA key/],
  [
    'an encrypted key without a password',
    encrypted('S3cr3t') + mail.cert,
    /PASSWORD is not its password: ERR_/,
  ],
  ['an encrypted key with another password', encrypted('S3cr3t') + mail.cert, /PASSWORD is not/, 'S3cr3t-2'],
];

for (const [name, content, says, password] of broken) {
  test(`${name}: is said without a word of the content or the password`, async () => {
    const certificate = await read(content, password === undefined ? {} : { password });
    assert.ok(!certificate.ok);
    const { at, code, said } = certificate.error;
    assert.deepEqual([at, code], ['certificate', codeFor(said)]);
    assert.match(said, says);
    assert.doesNotMatch(said, /S3cr3t|MII|BEGIN/);
  });
}

test('a file that is not there is said without its path', async () => {
  const certificate = await certificateFile(
    { path: '/S3cr3t.pem', password: undefined },
    () => new Date(),
  )(new Set());
  assert.ok(!certificate.ok);
  assert.equal(certificate.error.said, 'The file of MAIL_CERTIFICATE_FILE cannot be opened: ENOENT.');
});

test('the certificate that was refused is not given again, another in its place is', async () => {
  const content = pemOf(mail.privateKey) + mail.cert;
  const first = await read(content);
  assert.ok(first.ok && first.value);
  assert.deepEqual(await read(content, { refused: [first.value.version] }), ok(undefined));
  const second = await read(pemOf(other.privateKey) + other.cert, { refused: [first.value.version] });
  assert.ok(second.ok && second.value);
});

test('before and after its validity it does not sign', async () => {
  const ending = await makeMailCertificate({ name: 'ending', notAfter: soon });
  const content = pemOf(ending.privateKey) + ending.cert;
  assert.ok((await read(content)).ok);
  for (const at of [new Date(soon.getTime() + 1000), new Date('2020-01-01')]) {
    const certificate = await read(content, { at });
    assert.ok(!certificate.ok);
    assert.equal(certificate.error.code, 'certificate-expired');
    assert.match(certificate.error.said, /was valid from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\.$/);
  }
});

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import forge from 'node-forge';
import { makeMailCertificate } from '../../../local/certificates.ts';
import { makePkcs12, type Pkcs12Parts } from '../../../local/vault/pkcs12.ts';
import { openCertificate } from '../../../shared/identity/key-material.ts';
import { thumbprintOf } from '../../../shared/identity/thumbprint.ts';

const mail = await makeMailCertificate({ name: 'mail-app' });
const other = await makeMailCertificate({ name: 'authority' });
const file = {
  name: 'The file',
  keyless: { code: 'certificate-key-missing', said: 'holds no private key' },
} as const;
const password = 'S3cr3t ü';

const readable: readonly (readonly [string, Pkcs12Parts, string | undefined])[] = [
  ['AES', { algorithm: 'aes256', password: 'S3cr3t' }, 'S3cr3t'],
  ['3DES, with a password that is not ASCII', { algorithm: '3des', password }, password],
  ['a chain', { algorithm: 'aes256', password: 'S3cr3t', chain: [other.cert] }, 'S3cr3t'],
  ['a blank password of two zero bytes', { algorithm: '3des', password: '' }, undefined],
  ['a blank password of no bytes', { algorithm: '3des', password: null }, ''],
];

for (const [name, parts, given] of readable) {
  test(`PKCS#12 with ${name} is opened`, async () => {
    const certificate = await openCertificate(file, makePkcs12(mail, parts), given, new Date());
    assert.ok(certificate.ok, JSON.stringify(certificate));
    assert.equal(certificate.value.thumbprint, thumbprintOf(mail.der));
    assert.ok((await certificate.value.sign('header.claims')).ok);
  });
}

const whole = makePkcs12(mail, { algorithm: 'aes256', password: 'S3cr3t' });
const keyless = forge.asn1
  .toDer(forge.pkcs12.toPkcs12Asn1(null as never, [forge.pki.certificateFromPem(mail.cert)], 'S3cr3t'))
  .getBytes();
const { privateKey: stranger } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** A file without the key, or with another one, is mended otherwise than one that cannot be opened. */
const codeFor = (said: string): string => {
  if (said.includes('holds no private key')) return 'certificate-key-missing';
  return said.includes('no certificate that belongs') ? 'certificate-no-pair' : 'certificate-unreadable';
};
const broken: readonly (readonly [string, Buffer, RegExp, string?])[] = [
  ['another password', whole, /^The file cannot be opened: .*PASSWORD is not its password\.$/, 'S3cr3t-2'],
  ['no password where one is needed', whole, /^The file cannot be opened: .*PASSWORD/],
  ['half of its bytes', whole.subarray(0, whole.length / 2), /^The file cannot be opened/, 'S3cr3t'],
  ['the certificate alone, in DER', mail.der, /^The file holds no private key\.$/],
  ['no private key in it', Buffer.from(keyless, 'binary'), /^The file holds no private key\.$/, 'S3cr3t'],
  [
    'the key of another certificate',
    makePkcs12({ ...mail, privateKey: stranger }, { algorithm: 'aes256', password: 'S3cr3t' }),
    /holds no certificate that belongs/,
    'S3cr3t',
  ],
];

for (const [name, bytes, says, given] of broken) {
  test(`PKCS#12 with ${name} is refused without a word of its content or password`, async () => {
    const certificate = await openCertificate(file, bytes, given, new Date());
    assert.ok(!certificate.ok);
    const { at, code, said } = certificate.error;
    assert.deepEqual([at, code], ['certificate', codeFor(said)]);
    assert.match(said, says);
    assert.doesNotMatch(said, /S3cr3t|MII/);
  });
}

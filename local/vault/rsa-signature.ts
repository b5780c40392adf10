import { constants, createHash, type KeyObject, privateEncrypt, randomBytes } from 'node:crypto';

// RFC 8017, 9.2: the DER of a DigestInfo for SHA-256, up to the digest.
const digestInfoSha256 = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/**
 * Signs a SHA-256 digest (32 bytes), as `keys/sign` does. Node's own `sign` takes the data and would hash the digest
 * once more, therefore the padding is done here.
 */
export function signDigest(key: KeyObject, alg: 'PS256' | 'RS256', digest: Buffer): Buffer {
  if (alg === 'RS256') {
    const encoded = Buffer.concat([digestInfoSha256, digest]);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, encoded);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (!bits) throw new Error('the key of a vault certificate is not an RSA key');
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(digest, bits));
}

/** EMSA-PSS (RFC 8017, 9.1.1) with SHA-256 and a salt of 32 bytes, for a modulus of whole bytes. */
function encodePss(digest: Buffer, modulusBits: number): Buffer {
  const salt = randomBytes(32);
  const hash = sha256(Buffer.alloc(8), digest, salt);
  const block = Buffer.alloc(modulusBits / 8 - hash.length - 1);
  block[block.length - salt.length - 1] = 1;
  block.set(salt, block.length - salt.length);
  const mask = generateMask(hash, block.length);
  const masked = block.map((byte, index) => byte ^ (mask[index] ?? 0));
  // The encoded message must be one bit shorter than the modulus.
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, hash, Buffer.from([0xbc])]);
}

/** MGF1 (RFC 8017, B.2.1). */
function generateMask(seed: Buffer, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, counter) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(counter);
    return sha256(seed, bytes);
  });
  return Buffer.concat(blocks).subarray(0, length);
}

const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

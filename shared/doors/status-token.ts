import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 random bits in base64url: who knows it may ask what became of one message. */
export const newToken = (): string => randomBytes(16).toString('base64url');

/** Compares in a time that tells nothing, whether there is such a message or not. */
export function isToken(given: string, token: string | undefined): boolean {
  const isEqual = timingSafeEqual(digestOf(given), digestOf(token ?? ''));
  return isEqual && token !== undefined;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

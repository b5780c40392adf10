import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnusableVersion, refusesCertificate } from '../../../shared/identity/another-version.ts';

const cases: readonly (readonly [code: string, oauthError: string | undefined, another: boolean])[] = [
  ['AADSTS700027', 'invalid_client', true],
  ['AADSTS700024', 'invalid_client', true],
  ['AADSTS7000214', 'invalid_client', true],
  ['AADSTS1000502', 'invalid_client', true],
  ['AADSTS7000274', 'invalid_client', true],
  ['AADSTS7000277', 'invalid_client', true],
  ['AADSTS7000215', 'invalid_client', false],
  ['AADSTS700016', 'invalid_client', false],
  ['AADSTS7000222', 'invalid_client', false],
  ['AADSTS50012', 'invalid_client', false],
  ['AADSTS700023', 'invalid_client', false],
  ['AADSTS7000229', 'invalid_client', false],
  ['AADSTS700027', 'unauthorized_client', false],
  ['AADSTS700027', undefined, false],
  ['AADSTS90033', 'temporarily_unavailable', false],
  ['invalid_client', 'invalid_client', false],
];

for (const [code, oauthError, another] of cases) {
  test(`${oauthError} ${code}: ${another ? 'another' : 'no other'} version may do`, () =>
    assert.equal(refusesCertificate({ oauthError, fault: { at: 'token', code, said: '' } }), another));
}

const refusals: readonly (readonly [code: string, said: string, another: boolean])[] = [
  ['KeyDisabled', 'Operation sign is not allowed on a disabled key. (HTTP 403)', true],
  ['Forbidden', 'Operation sign is not allowed on a disabled key. (HTTP 403)', true],
  ['KeyExpired', 'x', true],
  ['Forbidden', 'Operation sign is not allowed on an expired key. (HTTP 403)', true],
  ['KeyNotYetValid', 'x', true],
  ['Forbidden', 'Operation sign is not allowed on a key that is not yet valid. (HTTP 403)', true],
  ['Forbidden', 'Operation sign is not allowed on a not yet valid key. (HTTP 403)', true],
  ['KeyNotYetValidOrExpired', 'x', true],
  ['certificate-expired', 'Key https://… expired at 2026-11-20T00:00:00.000Z', true],
  ['ForbiddenByRbac', 'Caller is not authorized to perform action on resource. (HTTP 403)', false],
  ['ForbiddenByConnection', 'Public network access is disabled and request is not from … (HTTP 403)', false],
  ['KeyOperationForbidden', 'Operation sign is not permitted on this key. (HTTP 403)', false],
  ['KeyNotFound', 'A key with (name/id) x was not found in this key vault. (HTTP 404)', false],
  ['Unauthorized', 'AKV10022: token expired (HTTP 401)', false],
  ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.4.5:443', false],
];

for (const [code, said, another] of refusals) {
  test(`${code} "${said}": ${another ? 'another' : 'no other'} version may do`, () =>
    assert.equal(isUnusableVersion({ at: 'vault', code, said }), another));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../../shared/failures/explain.ts';
import type { Fault } from '../../../shared/failures/fault.ts';
import { blameSettings } from '../../../shared/validator/setting-causes.ts';
import { settingsWith } from './given.ts';

const unreachable: Fault = { at: 'connect', code: 'ECONNREFUSED', said: 'connect ECONNREFUSED 127.0.0.1:1' };
const notFound: Fault = { at: 'connect', code: 'ENOTFOUND', said: 'getaddrinfo ENOTFOUND smtp.ofice365.com' };
const noEntra: Fault = { at: 'token', code: 'ENOTFOUND', said: 'getaddrinfo ENOTFOUND login.contoso.com' };
const noResource: Fault = { at: 'token', code: 'AADSTS500011', said: 'AADSTS500011: The resource principal' };

const cases: readonly {
  name: string;
  env?: Record<string, string>;
  fault: Fault;
  /** Absent: the settings are not to blame, and the catalogue speaks. */
  first?: RegExp;
}[] = [
  { name: 'the usual port', fault: unreachable },
  {
    name: 'another port',
    env: { MAIL_SMTP_PORT: '2525' },
    fault: unreachable,
    first: /^MAIL_SMTP_PORT leads to 2525/,
  },
  { name: 'the usual host', fault: notFound },
  {
    name: 'another host',
    env: { MAIL_SMTP_HOST: 'smtp.ofice365.com' },
    fault: notFound,
    first: /^MAIL_SMTP_HOST leads to smtp\.ofice365\.com/,
  },
  { name: 'the usual authority', fault: noEntra },
  {
    name: 'another authority',
    env: { MAIL_AUTHORITY_HOST: 'https://login.contoso.com' },
    fault: noEntra,
    first: /^MAIL_AUTHORITY_HOST leads to/,
  },
  { name: 'the worldwide scope: no Exchange Online', fault: noResource, first: /has no Exchange Online/ },
  {
    name: 'the scope of another cloud',
    env: { MAIL_CLOUD: 'china', MAIL_VAULT_URL: 'https://x.vault.azure.cn' },
    fault: noResource,
  },
  {
    name: 'a scope of no cloud',
    env: { MAIL_TOKEN_SCOPE: 'https://smtp.office365.com/.default' },
    fault: noResource,
    first: /^MAIL_TOKEN_SCOPE leads to/,
  },
  {
    name: 'a failure that no setting leads to',
    fault: { at: 'login', said: '535 5.7.3 Authentication unsuccessful' },
  },
];

for (const { name, env, fault, first } of cases) {
  test(`who is to blame with ${name}`, () => {
    const failure = explain(fault);
    const judged = blameSettings({ verdict: 'fail', says: failure.meaning, failure }, settingsWith(env));
    const [cause, usual] = judged.causes ?? [];
    if (!first) return assert.equal(cause, undefined);
    assert.match(cause?.cause ?? '', first);
    assert.doesNotMatch(JSON.stringify(judged), /\{functionApp\}/);
    assert.ok(usual && failure.causes.some((one) => usual.cause.includes(one)));
  });
}

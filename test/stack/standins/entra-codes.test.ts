import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entraApplication } from '../../../shared/failures/catalogue/entra-application.ts';
import { entraCertificate } from '../../../shared/failures/catalogue/entra-certificate.ts';
import { entraFederated } from '../../../shared/failures/catalogue/entra-federated.ts';
import { entraRequest } from '../../../shared/failures/catalogue/entra-request.ts';
import { causes } from './causes/all.ts';

const inTheCatalogue = [...entraApplication, ...entraCertificate, ...entraFederated, ...entraRequest].flatMap(
  ({ when }) => [...when.source.matchAll(/\b\d{5,8}\b/g)].map(Number),
);

/** Codes that the catalogue explains and nothing in the stand-in's directory causes, with the reason. */
const notByCause: { codes: number[]; because: string }[] = [
  { codes: [50012, 50013], because: 'older numbers for a wrong signature; 700027 is answered' },
  { codes: [5002723], because: 'the number of 2023 for no thumbprint; 50027 is answered' },
  { codes: [70001], because: 'an older number for an unknown application; 700016 is answered' },
  { codes: [70021], because: 'an older number for 700211, 700212 and 700213' },
  { codes: [50001], because: 'an older number for a resource that is not there; 500011 is answered' },
  { codes: [1000031], because: 'Microsoft does not say what causes it' },
  { codes: [65001, 650056, 650057], because: 'an app-only token without consent is given, without roles' },
  { codes: [650052], because: 'answered to a user at consent; an application gets 500011' },
  { codes: [50059], because: 'every path of the app names a tenant' },
  { codes: [50049], because: 'the app does not ask which authorities are known (instance discovery is off)' },
  { codes: [700030], because: 'only applications of Microsoft are trusted by subject name' },
  { codes: [7000222], because: 'no application here has a secret that could expire' },
  { codes: [90013, 90014, 90023, 900236], because: 'a malformed request is answered with 900144 or 70003' },
  { codes: [50076, 50105, 50126, 50034], because: 'a user signs in' },
  { codes: [50002], because: 'a proxy on the way adds the restriction' },
  { codes: [100007], because: 'answered by the regional hosts only' },
  { codes: [90036], because: 'a failure inside the service' },
  { codes: [50033, 90006, 90012, 90024, 90090], because: 'troubles inside the service, as 90033 is' },
];

const caused = new Set(causes.map(({ code }) => code));
const excused = notByCause.flatMap(({ codes }) => codes);

test('the catalogue names codes of Entra', () => {
  assert.ok(inTheCatalogue.length > 60, String(inTheCatalogue.length));
});

test('each code in the catalogue is caused here, or there is a reason why not', () => {
  assert.deepEqual(
    inTheCatalogue.filter((code) => !caused.has(code) && !excused.includes(code)),
    [],
  );
});

test('no excuse is without need', () => {
  assert.deepEqual(
    excused.filter((code) => caused.has(code) || !inTheCatalogue.includes(code)),
    [],
  );
});

test('what the stand-in says beyond the catalogue is known to be unlisted', () => {
  const beyond = [...caused].filter((code) => !inTheCatalogue.includes(code));
  assert.deepEqual(
    beyond.sort((one, other) => one - other),
    causes
      .filter(({ explained }) => explained === 'unlisted')
      .map(({ code }) => code)
      .sort((one, other) => one - other),
  );
});

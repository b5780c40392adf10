import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../../scripts/record/compare.ts';
import { httpLines } from '../../../scripts/record/http-lines.ts';
import type { Said } from '../../../scripts/record/line.ts';
import { hearSmtp } from '../../../scripts/record/smtp-lines.ts';

const at = (...pairs: [place: string, says: string][]) =>
  pairs.map(([place, says]) => ({ place, says, ms: 0 }));

const pairs = [
  ['250 2.1.0 Sender OK', '250 2.1.0 Sender OK', 'same'],
  ['SIZE 36700160', 'SIZE 157286400', 'same but for values'],
  ['220 <server>.a ready at <time>', '220 <server>.a ready at <opaque>', 'same but for values'],
  ['535 5.7.3 Authentication unsuccessful', '535 5.7.139 Authentication unsuccessful', 'different'],
  ['AADSTS700016: no', 'AADSTS700027: no', 'different'],
  ['HTTP 401', 'HTTP 400', 'different'],
] as const;

for (const [there, here, likeness] of pairs) {
  test(`${there} and ${here} are ${likeness}`, () => {
    assert.deepEqual(compare(at(['AUTH', there]), at(['AUTH', here])), [
      { place: 'AUTH', likeness, there, here },
    ]);
  });
}

test('what one side does not say is only at the other, behind its neighbour, and a second time is another place', () => {
  const compared = compare(at(['a', '1'], ['c', '3'], ['c', '4']), at(['a', '1'], ['b', '2'], ['c', '3']));
  assert.deepEqual(
    compared.map(({ place, likeness }) => `${place}: ${likeness}`),
    ['a: same', 'b: only here', 'c: same', 'c (2): only there'],
  );
});

test('an SMTP conversation is lines by command, pipelined ones too, and no login is in it', () => {
  const said: Said[] = [];
  const hear = hearSmtp('SMTP', (line) => said.push(line));
  hear('server', '220 hello');
  hear('client', 'EHLO me');
  hear('server', '250-host Hello\r\n250-SIZE 10\r\n250 AUTH LOGIN XOAUTH2');
  hear('client', `AUTH XOAUTH2 ${Buffer.from('user=billing@contoso.com').toString('base64')}`);
  hear('server', '235 2.7.0 in');
  hear('client', 'MAIL FROM:<a@b>');
  hear('client', 'DATA');
  hear('server', '250 2.1.0 OK');
  hear('server', '354 go on');
  hear('server', '250 2.0.0 OK');
  assert.deepEqual(
    said.map(({ place, says }) => `${place}: ${says}`),
    [
      'SMTP greeting: 220 hello',
      'SMTP client EHLO: EHLO me',
      'SMTP EHLO hello: host Hello',
      'SMTP EHLO SIZE: SIZE 10',
      'SMTP EHLO AUTH: AUTH LOGIN XOAUTH2',
      'SMTP client AUTH: AUTH XOAUTH2 <token>',
      'SMTP AUTH: 235 2.7.0 in',
      'SMTP client MAIL: MAIL FROM:<a@b>',
      'SMTP client DATA: DATA',
      'SMTP MAIL: 250 2.1.0 OK',
      'SMTP DATA: 354 go on',
      'SMTP end of message: 250 2.0.0 OK',
    ],
  );
});

test('a good answer shows names of fields, one that refuses its words', () => {
  const lines = (status: number, body: object) =>
    httpLines('Vault', {
      method: 'GET',
      url: new URL('https://v.example/certificates/mine/5f0e?x=secret'),
      status,
      headers: { 'retry-after': '1', 'x-private': 'secret' },
      body: JSON.stringify(body),
    }).map(({ place, says }) => `${place}: ${says}`);
  const path = 'Vault GET /certificates/…/…';
  assert.deepEqual(lines(200, { cer: 'secret', attributes: { enabled: true, exp: 7 } }), [
    `${path}: HTTP 200`,
    `${path} header retry-after: 1`,
    `${path} body.cer: <string>`,
    `${path} body.attributes.enabled: true`,
    `${path} body.attributes.exp: <number>`,
  ]);
  assert.deepEqual(lines(403, { error: { code: 'Forbidden' } }).at(-1), `${path} body.error.code: Forbidden`);
});

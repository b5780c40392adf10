import type { Fault } from './fault.ts';
import { says, silenced } from './said-by-exchange.ts';
import type { World } from './world.ts';

const straight = ({ env, rightEnv }: World): void => {
  env.MAIL_SMTP_PORT = rightEnv.MAIL_SMTP_PORT ?? '';
};

const network = 'what stands in between is for the network’s administrator to change';

/** The way to Exchange Online: names, ports, and what answers there. */
export const networkFaults: readonly Fault[] = [
  {
    id: 'port-closed',
    breaks: 'nobody listens at the submission port',
    break: ({ env }) => {
      env.MAIL_SMTP_PORT = '1';
    },
    first: { check: 'connection', failure: 'smtp-unreachable', cause: /MAIL_SMTP_PORT/ },
    mend: 'setting',
  },
  {
    id: 'host-misspelt',
    breaks: 'MAIL_SMTP_HOST is misspelt',
    break: ({ env }) => {
      env.MAIL_SMTP_HOST = 'smtp.ofice365.invalid';
    },
    first: { check: 'dns', failure: 'smtp-name-not-found', cause: /MAIL_SMTP_HOST/ },
    mend: 'setting',
  },
  {
    id: 'line-cut',
    breaks: 'something in between cuts every line',
    break: (world) => world.meetOddServer('hangs up'),
    first: { check: 'connection', failure: 'smtp-line-broke', cause: /in between closed it/ },
    mend: { why: network, byHand: straight },
  },
  {
    id: 'starttls-stripped',
    breaks: 'something in between removes STARTTLS',
    break: (world) => world.meetOddServer('refuses STARTTLS'),
    first: { check: 'connection', failure: 'starttls-not-offered', cause: /removes STARTTLS/ },
    mend: { why: network, byHand: straight },
  },
  {
    id: 'tls-in-plain',
    breaks: 'a proxy answers TLS in plain text',
    break: (world) => world.meetOddServer('answers TLS in plain text'),
    first: { check: 'connection', failure: 'tls-wrong-version', cause: /plain text/ },
    standsBehind: true,
    mend: { why: network, byHand: straight },
  },
  {
    id: 'tls-inspected',
    breaks: 'a firewall opens the encryption and shows a certificate of its own',
    break: (world) => world.meetOddServer('has a certificate of its own'),
    first: { check: 'connection', failure: 'tls-untrusted', cause: /opens the encryption/ },
    mend: { why: network, byHand: straight },
  },
  {
    id: 'tls-too-old',
    breaks: 'the TLS of the app is too old for the server',
    break: says('tls-too-old'),
    first: { check: 'login', failure: 'tls-too-old', cause: /before TLS 1\.2/ },
    mend: {
      why: 'what lowers TLS stands in the machine or in between',
      byHand: silenced,
    },
  },
  {
    id: 'service-restarting',
    breaks: 'the front end restarts',
    break: ({ contoso }) => {
      contoso.exchange.play = [{ stage: 'connect', reply: '421 4.3.2 Service not available' }];
    },
    first: { check: 'connection', failure: 'server-restarting', cause: /maintenance/ },
    mend: {
      why: 'it passes by itself',
      byHand: silenced,
    },
  },
];

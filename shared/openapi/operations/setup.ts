import { probes } from '../../validator/probe.ts';
import type { Answer, Operation, Parameter } from '../operation.ts';
import { explained } from '../schemas/explanation.ts';
import { problem } from '../schemas/problem.ts';
import { report } from '../schemas/report.ts';
import { scripts } from '../schemas/setup-scripts.ts';
import { refusal } from './refusals.ts';

const inEveryForm = ['application/json', 'text/plain', 'text/html'];
const keyIsWrong: Answer = { description: 'The key is missing or wrong.' };
const questionIsWrong: Answer = {
  description: 'The question is wrong.',
  schema: problem,
  mediaTypes: ['application/problem+json', 'text/plain', 'text/html'],
};

const asked: readonly Parameter[] = [
  {
    name: 'probe',
    in: 'query',
    summary: 'Probe',
    description: 'How far to look; each includes those before it. send is for POST only.',
    values: probes,
    example: 'login',
  },
  {
    name: 'mailbox',
    in: 'query',
    summary: 'Mailbox',
    description: 'The only mailbox to look at; all of them where absent.',
    example: 'billing@contoso.com',
    visibility: 'advanced',
  },
];

const reported: Operation['answers'] = {
  200: { description: 'Nothing fails.', schema: report, mediaTypes: inEveryForm },
  400: questionIsWrong,
  401: keyIsWrong,
  503: { description: 'Something fails.', schema: report, mediaTypes: inEveryForm, headers: ['Retry-After'] },
};

/** Setting up, and finding out what is wrong. */
export const setupOperations: readonly Operation[] = [
  {
    function: 'validate',
    method: 'get',
    path: '/validate',
    operationId: 'Validate',
    summary: 'Look whether everything is set up right',
    description: 'Looks at settings, vault, certificate, token, login and envelope, and changes nothing.',
    visibility: 'advanced',
    parameters: asked,
    answers: { ...reported, 405: questionIsWrong },
  },
  {
    function: 'validate',
    method: 'post',
    path: '/validate',
    operationId: 'ValidateAndRelease',
    summary: 'Look, and release what is mended',
    description:
      'As Validate, and ends the holds that it finds mended; with the probe send each mailbox sends itself a message.',
    visibility: 'advanced',
    parameters: asked,
    answers: reported,
  },
  {
    function: 'explain',
    method: 'post',
    path: '/explain',
    operationId: 'Explain',
    summary: 'Explain an error',
    description: 'Says what a pasted error means and how it is mended.',
    visibility: 'advanced',
    body: {
      description: 'The error, with whatever stands around it.',
      mediaTypes: ['text/plain'],
      example: '535 5.7.139 Authentication unsuccessful',
    },
    answers: {
      200: { description: 'What it means.', schema: explained, mediaTypes: inEveryForm },
      400: questionIsWrong,
      401: keyIsWrong,
    },
  },
  {
    function: 'explain',
    method: 'get',
    path: '/explain',
    operationId: 'GetExplainPage',
    summary: 'The page to paste an error into',
    description: 'For a browser.',
    visibility: 'internal',
    answers: { 200: { description: 'The page.', mediaTypes: ['text/html'] }, 401: keyIsWrong },
  },
  {
    function: 'setup',
    method: 'get',
    path: '/setup',
    operationId: 'GetSetupScripts',
    summary: 'Get the scripts that set up Entra and Exchange Online',
    description: 'For the settings as they are, without any secret.',
    visibility: 'internal',
    parameters: [
      {
        name: 'script',
        in: 'query',
        summary: 'Script',
        description: 'The only script to give, as a text file.',
        example: 'check.ps1',
      },
    ],
    answers: {
      200: { description: 'The scripts.', schema: scripts },
      401: keyIsWrong,
      404: refusal('There is no such script.'),
      503: refusal('The settings that are needed are missing.'),
    },
  },
  {
    function: 'swagger',
    method: 'get',
    path: '/swagger.json',
    operationId: 'GetSwagger',
    summary: 'The functions as Swagger 2.0',
    description: 'For a custom connector.',
    visibility: 'internal',
    answers: { 200: { description: 'Swagger 2.0.', mediaTypes: ['application/json'] }, 401: keyIsWrong },
  },
  {
    function: 'openapi',
    method: 'get',
    path: '/openapi.json',
    operationId: 'GetOpenApi',
    summary: 'The functions as OpenAPI 3.1',
    description: 'This document.',
    visibility: 'internal',
    answers: { 200: { description: 'OpenAPI 3.1.', mediaTypes: ['application/json'] }, 401: keyIsWrong },
  },
];

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CONTENT_CONTAINER } from '../../../shared/azure/content-container.ts';
import { MAILBOX_TABLE } from '../../../shared/azure/storage.ts';
import { type Evaluated, ofType } from '../template.ts';
import { type Check, differences } from './check.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** The queues that functions wait for, as they are registered, and those into which the host buries of them. */
const triggered = globSync('functions/*.ts', { cwd: root }).flatMap((file) => {
  const source = readFileSync(path.join(root, file), 'utf8');
  return [...source.matchAll(/queueName: '%MAIL_QUEUE%([^']*)'/g)].map(([, end = '']) => end);
});
const ends = new Set(triggered.flatMap((end) => (end.endsWith('-poison') ? [end] : [end, `${end}-poison`])));

export const storageNames: Check = {
  says: 'queues, table and containers have the names that the code has, and there are no others',
  problems(evaluated, { queue, resultsQueue, attachmentsContainer }) {
    const queues = [...[...ends].map((end) => `${queue}${end}`), ...(resultsQueue ? [resultsQueue] : [])];
    const containers = [
      packageContainer(evaluated),
      CONTENT_CONTAINER,
      ...(attachmentsContainer ? [attachmentsContainer] : []),
    ];
    return [
      ...(triggered.length === 3 ? [] : [`${triggered.length} functions wait for queues`]),
      ...differences('queues', namesOf(evaluated, 'queueServices/queues'), queues),
      ...differences('tables', namesOf(evaluated, 'tableServices/tables'), [MAILBOX_TABLE]),
      ...differences('containers', namesOf(evaluated, 'blobServices/containers'), containers),
    ];
  },
};

const namesOf = (evaluated: Evaluated, type: string): string[] =>
  ofType(evaluated, `Microsoft.Storage/storageAccounts/${type}`).map(
    ({ name }) => name.split('/')[2] ?? name,
  );

/** Where the platform keeps the deployed package: the end of that address. */
const packageContainer = (evaluated: Evaluated): string => {
  const [site] = ofType(evaluated, 'Microsoft.Web/sites');
  const address: string = site?.properties.functionAppConfig.deployment.storage.value ?? '';
  return /'([a-z-]+)'\)\]$/.exec(address)?.[1] ?? address;
};

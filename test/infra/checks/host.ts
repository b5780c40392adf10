import { ofType } from '../template.ts';
import { settingsOf } from './app-settings.ts';
import { type Check, differences, unless } from './check.ts';

/** Moved to `functionAppConfig`, refused or without effect on Flex Consumption (learn: functions-app-settings). */
const forbidden =
  /^(?:FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_\w+|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD|TZ|AzureWebJobsSecretStorageType|AzureWebJobsStorage|MAIL_STORAGE)$/;

export const flexNode24: Check = {
  says: 'Node 24 on Flex Consumption',
  problems: (evaluated) => {
    const [plan] = ofType(evaluated, 'Microsoft.Web/serverfarms');
    const [site] = ofType(evaluated, 'Microsoft.Web/sites');
    const { runtime, scaleAndConcurrency } = site?.properties.functionAppConfig ?? {};
    return unless({
      'the plan is not FC1':
        plan?.sku.name === 'FC1' && plan.sku.tier === 'FlexConsumption' && plan.properties.reserved === true,
      'the app is not for Linux': site?.kind === 'functionapp,linux',
      'the runtime is not Node 24': runtime?.name === 'node' && runtime.version === '24',
      'the memory is none that there is': [512, 2048, 4096].includes(scaleAndConcurrency?.instanceMemoryMB),
    });
  },
};

export const nothingForbidden: Check = {
  says: 'no setting and no property that Flex Consumption refuses',
  problems: (evaluated) => {
    const [site] = ofType(evaluated, 'Microsoft.Web/sites');
    return [
      ...settingsOf(evaluated)
        .filter(([name]) => forbidden.test(name))
        .map(([name]) => `${name} has no place on Flex Consumption`),
      // The service refuses properties that others take, and which differs by region: these are known to pass.
      ...differences('siteConfig', Object.keys(site?.properties.siteConfig ?? {}), [
        'minTlsVersion',
        'ftpsState',
        'appSettings',
      ]),
    ];
  },
};

export const azdNames: Check = {
  says: 'azd finds app and group by their tags, and every resource has the tag',
  problems: (evaluated) => [
    ...evaluated.resources
      .filter(({ location }) => location !== undefined)
      .filter(({ tags }) => tags?.['azd-env-name'] !== 'contoso')
      .map(({ name }) => `${name} has no tag azd-env-name`),
    ...unless({
      'the app has no tag azd-service-name':
        ofType(evaluated, 'Microsoft.Web/sites')[0]?.tags?.['azd-service-name'] === 'mail',
    }),
  ],
};

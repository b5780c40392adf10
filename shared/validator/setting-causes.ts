import { clouds, SUBMISSION_PORT } from '../clouds.ts';
import { mendSettings } from '../failures/catalogue/fixes.ts';
import type { Settings } from '../settings.ts';
import type { Judgement } from './check.ts';
import { knownValues } from './known-values.ts';
import { fillCause, type LikelyCause } from './rank-causes.ts';

/** A judgement on a service that was not found where the settings lead, with what they say as its first cause. */
export function blameSettings(judgement: Judgement, settings: Settings): Judgement {
  const { failure } = judgement;
  const found = failure && causeInSettings(failure.id, settings);
  if (!failure || !found) return judgement;
  const own = fillCause(found, knownValues(settings));
  const [cause = '', ...others] = failure.causes.filter((one) => one !== own.cause);
  const [fix] = failure.fix;
  const usual = {
    cause: [cause, ...others].join(' '),
    because: 'That is behind it as a rule.',
    ...(fix ?? { does: '' }),
  };
  return { ...judgement, causes: cause === '' ? [own] : [own, usual] };
}

function causeInSettings(failure: string, { cloud, smtpPort }: Settings): LikelyCause | undefined {
  const isOdd = (part: 'authorityHost' | 'tokenScope' | 'smtpHost') =>
    Object.values(clouds).every((preset) => preset[part] !== cloud[part]);
  switch (failure) {
    case 'token-endpoint-unreachable':
      return isOdd('authorityHost') ? oddSetting('MAIL_AUTHORITY_HOST', cloud.authorityHost) : undefined;
    case 'smtp-name-not-found':
      return isOdd('smtpHost') ? oddSetting('MAIL_SMTP_HOST', cloud.smtpHost) : undefined;
    case 'smtp-unreachable':
      return smtpPort === SUBMISSION_PORT ? undefined : oddSetting('MAIL_SMTP_PORT', String(smtpPort));
    case 'resource-not-in-tenant':
      if (isOdd('tokenScope')) return oddSetting('MAIL_TOKEN_SCOPE', cloud.tokenScope);
      return cloud.tokenScope === clouds.worldwide.tokenScope ? noExchangeOnline : undefined;
    default:
      return undefined;
  }
}

const oddSetting = (name: string, value: string): LikelyCause => ({
  ...mendSettings,
  cause: `${name} leads to ${value}, which is not right.`,
  because: 'No cloud of Microsoft has that by itself.',
  does: `Leave ${name} empty, unless Microsoft names one for your cloud.`,
  command: `az functionapp config appsettings delete --resource-group {resourceGroup} --name {functionApp} --setting-names ${name}`,
});

/** Another cloud's tenant would not have been found; the scope asked for is that of the worldwide one. */
const noExchangeOnline: LikelyCause = {
  cause: 'The tenant has no Exchange Online.',
  because:
    'The tenant was found in the worldwide cloud, and was asked for the service as it is called there.',
  does: 'See whether the tenant has a subscription with Exchange Online.',
  portal: 'Microsoft 365 admin center > Billing > Your products',
  command: 'az ad sp show --id 00000002-0000-0ff1-ce00-000000000000 --query displayName',
};

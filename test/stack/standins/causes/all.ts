import { applicationCauses } from './application.ts';
import { assertionCauses } from './assertion.ts';
import type { Cause } from './cause.ts';
import { certificateCauses } from './certificate.ts';
import { federatedCauses } from './federated.ts';
import { requestCauses } from './request.ts';
import { tenantCauses } from './tenant.ts';

/** Every cause for which the Entra stand-in refuses a token. */
export const causes: readonly Cause[] = [
  ...tenantCauses,
  ...applicationCauses,
  ...requestCauses,
  ...assertionCauses,
  ...certificateCauses,
  ...federatedCauses,
];

import type { Refusal } from './refusal.ts';
import {
  blockedByConditionalAccess,
  blockedBySecurityDefaults,
  blockedBySecurityPolicy,
} from './refusals/service.ts';
import type { Policies } from './state.ts';

/** The policy that keeps a token from an application that calls from this IP address. */
export function refuseByPolicy(policies: Policies, address: string): Refusal | undefined {
  if (policies.securityDefaults) return blockedBySecurityDefaults();
  if (policies.securityPolicy) return blockedBySecurityPolicy();
  const { allowedAddresses } = policies;
  return allowedAddresses && !allowedAddresses.includes(address) ? blockedByConditionalAccess() : undefined;
}

import type { Handle } from '#server/core/lifecycle.ts';
import type { ServiceState } from '#server/core/operation.ts';

export const handleLabels: Record<Handle, string> = {
  suspend: 'Suspend…', unsuspend: 'Unsuspend', changePackage: 'Change package…', changePassword: 'Change password…',
  reset: 'Factory reset…', redeploy: 'Redeploy (hard reset)…', terminate: 'Terminate…',
};

/** Once it is asked for: what happens now, or what happens as soon as it can. */
const begun: Record<Handle, readonly [now: string, later: string]> = {
  suspend: ['is being suspended', 'will be suspended when its deployment has ended'],
  unsuspend: ['is being unsuspended', 'will not be suspended'],
  changePackage: ['gets its new package', 'gets its new package when its deployment has ended'],
  changePassword: ['gets its new password', 'gets its new password as soon as its accounts take it'],
  reset: ['is being emptied and set up anew', ''],
  redeploy: ['is being built anew', ''],
  terminate: ['is being terminated', ''],
};

export function begunWords(handle: Handle, state: ServiceState): string {
  const [now, later] = begun[handle];
  if (later === '') return now;
  const waits = state === 'deploying' || state === 'failed' || (handle === 'changePassword' && state === 'suspended') || (handle === 'unsuspend' && state === 'active');
  return waits ? later : now;
}

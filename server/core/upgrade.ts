/** Where a customer orders a larger plan: an address with `{whmcs}` and `{service}` in it. */

const filled = (template: string, origin: string, externalId: string): string => template.replaceAll('{whmcs}', origin).replaceAll('{service}', encodeURIComponent(externalId));
const isWeb = (address: string): boolean => ['http:', 'https:'].includes(URL.parse(address)?.protocol ?? '');

export const isUpgradeAddress = (template: string): boolean => isWeb(filled(template, 'https://billing.example.com', '1'));

/** Null where there is none: nothing is said of it, or the service was ordered by no WHMCS. */
export function upgradeAddress(template: string, { origin, externalId }: { origin: string | null; externalId: string }): string | null {
  if (template === '' || origin === null) return null;
  const address = filled(template, origin, externalId);
  return isWeb(address) ? address : null;
}

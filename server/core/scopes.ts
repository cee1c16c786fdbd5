/** What a script may do with its key: of the procedures of WHMCS's door, those that its scopes name and no other. */
export const scopes = ['services:read', 'services:order', 'services:run', 'services:end'] as const;
export type Scope = (typeof scopes)[number];

export const scopeWords: Record<Scope, { label: string; hint: string }> = {
  'services:read': { label: 'Read services', hint: 'States, progress, usage, products' },
  'services:order': { label: 'Order services', hint: 'Create, which builds one' },
  'services:run': { label: 'Run services', hint: 'Suspend, unsuspend, password, package, retry, repair' },
  'services:end': { label: 'End services', hint: 'Terminate and redeploy: what is in them is lost' },
};

/** What is not here is for WHMCS alone. */
const byProcedure: Readonly<Record<string, Scope>> = {
  'service.ping': 'services:read', 'service.status': 'services:read', 'service.products': 'services:read', 'service.usage': 'services:read', 'service.accounts': 'services:read', 'service.changes': 'services:read',
  'service.create': 'services:order',
  'service.suspend': 'services:run', 'service.unsuspend': 'services:run', 'service.changePassword': 'services:run', 'service.changePackage': 'services:run', 'service.renew': 'services:run', 'service.retry': 'services:run', 'service.repair': 'services:run',
  'service.terminate': 'services:end', 'service.forceTerminate': 'services:end', 'service.redeploy': 'services:end',
};
export const scopeOf = (procedure: string): Scope | null => (Object.hasOwn(byProcedure, procedure) ? (byProcedure[procedure] ?? null) : null);

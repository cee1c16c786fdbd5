/** From what was ordered and placed to what a step is given. */
import { createHash } from 'node:crypto';
import type { placements, services } from '#db/schema/index.ts';
import { accountLimits, type ProductLimits } from '#server/core/limits.ts';
import { domain, email, hostname, ipv4, login, marker, packageName, type PackageName, type Role, roles } from '#server/core/names.ts';
import type { WebTemplates } from '#server/core/site.ts';
import type { AccountWish, Site, Wish } from '#server/core/wish.ts';
import type { Sealer } from '#server/seal.ts';
import { type GuestRow, guestWish } from './guest.ts';

type Service = Pick<typeof services.$inferSelect, 'reference' | 'domain' | 'desired' | 'password' | 'passwordVersion' | 'observed'>;
type Placement = Pick<typeof placements.$inferSelect, 'role' | 'login' | 'package' | 'nodeId'>;
export interface NodeSite {
  id: number;
  hostname: string;
  ipv4: string;
}

/** Of an account that has websites. */
const templatesFor = (roles: readonly Role[], templates: WebTemplates | undefined): WebTemplates | undefined => (roles.includes('web') ? templates : undefined);

/** A package is named after its content, so one of that name is as wished wherever it is found. */
export function packageFor(roles: readonly Role[], limits: ProductLimits, nameservers: readonly string[], templates?: WebTemplates): PackageName {
  const own = templatesFor(roles, templates);
  const content = JSON.stringify([accountLimits(roles, limits), nameservers, ...(own === undefined ? [] : [own])]);
  return packageName.parse(`hw-${roles.length === 1 ? roles.join() : 'all'}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}`);
}

export const markerFor = (reference: string) => marker.parse(`hostwright ${reference.toLowerCase().replaceAll('-', '')}`);

/** The row name under which a service's password is sealed. */
export const passwordRow = (reference: string): string => `services.password:${reference}`;

/** The roles that have the account of `one` in common. */
const sharing = (placed: readonly Placement[], { login: account }: Placement): readonly Role[] => roles.filter((role) => placed.some((place) => place.role === role && place.login === account));

export function wishOf(service: Service, placed: readonly Placement[], sites: readonly NodeSite[], guests: readonly GuestRow[], sealer: Sealer): Wish {
  const { desired } = service;
  const accounts: Partial<Record<Role, AccountWish>> = {};
  const at: Partial<Record<'web' | 'mail', Site>> = {};
  for (const place of placed) {
    const shared = sharing(placed, place);
    const templates = templatesFor(shared, desired.templates);
    accounts[place.role] = { login: login.parse(place.login), package: packageName.parse(place.package), limits: accountLimits(shared, desired.limits), ...(templates !== undefined && { templates }) };
    const site = sites.find((node) => node.id === place.nodeId);
    if (place.role !== 'dns' && site !== undefined) at[place.role] = { host: hostname.parse(site.hostname), ipv4: ipv4.parse(site.ipv4) };
  }
  return {
    marker: markerFor(service.reference),
    domain: domain.parse(service.domain),
    email: email.parse(desired.email),
    password: sealer.open(service.password, passwordRow(service.reference)),
    passwordVersion: service.passwordVersion,
    site: { ...desired.web, ours: service.observed.web?.ours ?? [] },
    mail: { catchAll: desired.mail.catchAll },
    nameservers: desired.nameservers.map((host) => hostname.parse(host)),
    accounts,
    sites: at,
    zone: desired.zone,
    zoneEdits: desired.records,
    dkim: service.observed.dkim ?? null,
    signer: service.observed.signer ?? null,
    guest: guestWish(guests, desired.vanity, desired.limits, at.web?.ipv4),
    certificate: null,
    item: null,
    fileKey: null,
  };
}

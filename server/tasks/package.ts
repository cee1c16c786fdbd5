/** What a service may hold: its product, its order's options and what staff decided, written into its wish and onto its accounts. */
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { countedOf } from '#db/queries/usage.ts';
import { placements, services } from '#db/schema/index.ts';
import type { Desired } from '#db/schema/services.ts';
import { record } from '#server/audit.ts';
import { laidOver, type LimitKey, limitWords } from '#server/core/limits.ts';
import { type Role, roles } from '#server/core/names.ts';
import { gaugesOf, whyNotShrink } from '#server/core/usage.ts';
import type { ServiceFacts } from '#server/core/view.ts';
import { Refused } from '#server/refused.ts';
import { checkGuests, resizeGuests } from './guest.ts';
import { homeOf } from './home.ts';
import type { Subject } from './operation.ts';
import { limitsOf, modeOf, optionedBy, productOf } from './place.ts';
import { packageFor } from './wish.ts';

export interface NewPackage {
  product: string;
  options: Readonly<Record<string, unknown>>;
}
export interface NewLimit {
  key: LimitKey;
  /** Null = unlimited; `ordered` takes the override away. */
  limit: number | null | 'ordered';
}

/** The roles of the account that a role belongs to. */
const sharedWith = ({ mode, service }: Subject, role: Role): readonly Role[] => mode.accounts(service.desired.roles).find((shared) => shared.includes(role)) ?? [role];

/** Throws `Refused` when more is in use; `cure` ends its sentence. */
async function write(tx: Tx, subject: Subject, next: Pick<Desired, 'ordered' | 'optioned' | 'overrides'>, refusal: { cure: string; field: string }): Promise<void> {
  const { service } = subject;
  const limits = laidOver(next.ordered, next.overrides, service.desired.vanity !== null);
  const shrink = whyNotShrink(gaugesOf(service.desired.limits, await countedOf(tx, service.id)), limits);
  if (shrink !== null) throw new Refused('CONFLICT', `${shrink}. ${refusal.cure}`, refusal.field);
  await resizeGuests(tx, subject.guests, limits);
  await tx.update(services).set({ desired: { ...service.desired, ...next, limits } }).where(eq(services.id, service.id));
  for (const role of roles.filter((one) => service.desired.roles.includes(one))) {
    await tx.update(placements).set({ package: packageFor(sharedWith(subject, role), limits, service.desired.nameservers, service.desired.templates) })
      .where(and(eq(placements.serviceId, service.id), eq(placements.generation, service.generation), eq(placements.role, role)));
  }
}

/** What staff decided for the service stays on top. Answers what the event says of the service. */
export async function writePackage(tx: Tx, subject: Subject, request: NewPackage): Promise<Partial<ServiceFacts>> {
  const { service } = subject;
  const product = await productOf(tx, request.product);
  if (modeOf(product).name !== subject.mode.name) throw new Refused('PRECONDITION_FAILED', `Service ${service.externalId} is ${subject.mode.title} and product ${product.slug} is ${modeOf(product).title}: a service keeps its mode`, 'product');
  const wanted = subject.mode.roles.filter((role) => product.roles.includes(role));
  if (wanted.join() !== service.desired.roles.join()) throw new Refused('PRECONDITION_FAILED', `Product ${product.slug} has the roles ${wanted.join(', ')} and the service ${service.desired.roles.join(', ')}: a service keeps its roles`, 'product');
  const ordered = limitsOf(product, request.options);
  checkGuests(subject.guests, product.vanity);
  await write(tx, subject, { ordered, optioned: optionedBy(request.options), overrides: service.desired.overrides }, { cure: 'Free it first, or choose a larger product', field: 'product' });
  await tx.update(services).set({ productId: product.id }).where(eq(services.id, service.id));
  // What a customer may do in the panel comes with the product.
  return { product: product.name, home: await homeOf(tx, service.id) };
}

/** A limit that no account carries changes nothing on a node and opens no operation: so each is in the log of deeds. */
export async function writeLimit(tx: Tx, subject: Subject, { key, limit }: NewLimit, by: string): Promise<Partial<ServiceFacts>> {
  const { id, domain, desired } = subject.service;
  const { [key]: old, ...others } = desired.overrides;
  const overrides = limit === 'ordered' ? others : { ...others, [key]: { limit, by, at: new Date().toISOString() } };
  await write(tx, subject, { ordered: desired.ordered, optioned: desired.optioned, overrides }, { cure: 'Free it first, or set a higher limit', field: 'limit' });
  const { label, unit } = limitWords[key];
  const said = (value: number | null): string => (value === null ? 'unlimited' : `${value}${unit === '' ? '' : ` ${unit}`}`);
  await record(tx, { who: by, what: 'services.setLimit', subject: `${domain} (#${id})`, before: { [label]: said(desired.limits[key]) }, after: { [label]: limit === 'ordered' ? `${said(desired.ordered[key])}, as ordered` : said(limit) } });
  return old === undefined && limit === 'ordered' ? {} : { home: await homeOf(tx, id) };
}

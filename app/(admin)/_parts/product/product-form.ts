import * as z from 'zod';
import type { Outputs } from '#app/_trpc/outputs.ts';
import { defaultLimits, type LimitKey, limitKeys } from '#server/core/limits.ts';
import { rightTo, roomRights, rooms } from '#server/core/rooms.ts';
import { defaultZone } from '#server/core/zone.ts';
import { zoneFields, zoneForm, zoneFormOf } from './zone-form.ts';

export const UNLIMITED = 'unlimited';

const limit = z.string().trim().regex(/^(\d+|unlimited)$/, 'A whole number');
export const product = z.object({
  name: z.string().trim().min(1, 'Name is missing'),
  slug: z.string().trim().min(1, 'Short name is missing'),
  mode: z.string(),
  groupId: z.string().min(1, 'Choose a group'),
  roles: z.array(z.string()).min(1, 'At least one role'),
  phpTemplate: z.string().trim().min(1, 'PHP template is missing'),
  vanity: z.object({ domains: z.string(), reserved: z.string(), mail: z.object({ node: z.string(), login: z.string().trim() }), zone: z.object({ nodes: z.array(z.string()), login: z.string().trim() }) }),
  zone: zoneForm,
  rooms: z.record(z.enum(rooms), z.enum(roomRights)),
  limits: z.object(Object.fromEntries(limitKeys.map((key) => [key, limit])) as Record<LimitKey, typeof limit>),
});
export type ProductForm = z.infer<typeof product>;
export const productFields = ['name', 'slug', 'mode', 'groupId', 'roles', 'phpTemplate', 'vanity.domains', 'vanity.reserved', 'vanity.mail.node', 'vanity.mail.login', 'vanity.zone.nodes', 'vanity.zone.login', ...zoneFields.map((key) => `zone.${key}` as const), ...limitKeys.map((key) => `limits.${key}` as const)] as const;

const textOf = (value: number | null): string => (value === null ? UNLIMITED : String(value));

function vanityFormOf(from: Outputs['products']['list'][number]['vanity']): ProductForm['vanity'] {
  return {
    domains: from?.domains.join('\n') ?? '', reserved: from?.reserved.join('\n') ?? '',
    mail: { node: String(from?.mail.node ?? ''), login: from?.mail.login ?? '' }, zone: { nodes: from?.zone.nodes.map(String) ?? [], login: from?.zone.login ?? '' },
  };
}

const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

/** As the server takes it, which knows the grammars. */
export function vanityTermsOf({ domains, reserved, mail, zone }: ProductForm['vanity']) {
  return { domains: words(domains), reserved: words(reserved), mail: { ...mail, node: Number(mail.node) }, zone: { ...zone, nodes: zone.nodes.map(Number) } };
}

export function formOf(from: Outputs['products']['list'][number] | null, groupId: number | undefined): ProductForm {
  const limits = from?.limits ?? defaultLimits;
  return {
    name: from?.name ?? '', slug: from?.slug ?? '', mode: from?.mode ?? 'split', groupId: String(from?.groupId ?? groupId ?? ''),
    roles: [...(from?.roles ?? ['web', 'mail', 'dns'])], phpTemplate: from?.phpTemplate ?? 'default', vanity: vanityFormOf(from?.vanity ?? null),
    zone: zoneFormOf(from?.zone ?? defaultZone),
    rooms: Object.fromEntries(rooms.map((room) => [room, rightTo(room, from?.rooms ?? {})])) as ProductForm['rooms'],
    limits: Object.fromEntries(limitKeys.map((key) => [key, textOf(limits[key])])) as Record<LimitKey, string>,
  };
}

/** *Split Starter* -> `split-starter`. */
export const slugOf = (name: string): string => name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 63);

import { z } from 'zod';
import { defaultLimits, type LimitKey, limitKeys } from '#server/core/limits.ts';
import type { Outputs } from '../outputs.ts';

export const UNLIMITED = 'unlimited';

const limit = z.string().trim().regex(/^(\d+|unlimited)$/, 'A whole number');
export const product = z.object({
  name: z.string().trim().min(1, 'Name is missing'),
  slug: z.string().trim().min(1, 'Short name is missing'),
  mode: z.string(),
  groupId: z.string().min(1, 'Choose a group'),
  roles: z.array(z.string()).min(1, 'At least one role'),
  phpTemplate: z.string().trim().min(1, 'PHP template is missing'),
  limits: z.object(Object.fromEntries(limitKeys.map((key) => [key, limit])) as Record<LimitKey, typeof limit>),
});
export type ProductForm = z.infer<typeof product>;
export const productFields = ['name', 'slug', 'mode', 'groupId', 'roles', 'phpTemplate', ...limitKeys.map((key) => `limits.${key}` as const)] as const;

const textOf = (value: number | null): string => (value === null ? UNLIMITED : String(value));

export function formOf(from: Outputs['products']['list'][number] | null, groupId: number | undefined): ProductForm {
  const limits = from?.limits ?? defaultLimits;
  return {
    name: from?.name ?? '', slug: from?.slug ?? '', mode: from?.mode ?? 'split', groupId: String(from?.groupId ?? groupId ?? ''),
    roles: [...(from?.roles ?? ['web', 'mail', 'dns'])], phpTemplate: from?.phpTemplate ?? 'default',
    limits: Object.fromEntries(limitKeys.map((key) => [key, textOf(limits[key])])) as Record<LimitKey, string>,
  };
}

/** *Split Starter* -> `split-starter`. */
export const slugOf = (name: string): string => name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 63);

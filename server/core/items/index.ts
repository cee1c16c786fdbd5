import type { ItemKind, ItemRules } from './item.ts';
import { mailbox } from './mailbox.ts';

/** Every kind of item; `db` and the rooms read their kinds here. */
export const itemKinds = ['mailbox'] as const satisfies readonly ItemKind[];
export const itemRules: { [K in ItemKind]: ItemRules<K> } = { mailbox };

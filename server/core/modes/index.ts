import type { Mode } from '../wish.ts';
import { split } from './split.ts';
import { unified } from './unified.ts';
import { vanity } from './vanity.ts';

/** Every mode that a product can have; a new one is a file beside `split.ts` and a word here. */
export const modes: Readonly<Record<string, Mode>> = { split, unified, vanity };

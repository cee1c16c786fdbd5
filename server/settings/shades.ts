/** A provider's colour made into the shades of a page, each dark or pale enough for what stands on it. By WCAG's contrast. */
import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from 'culori';
import type { Accent, Shade } from '#server/core/brand.ts';

/** For text, and for a mark that is told from its ground. */
const TEXT = 4.5;
const STEP = 0.004;
/** What an accent stands on: page, card, track; and WHMCS's own white. */
const grounds = { light: ['#ffffff', '#f7f7f5', '#f1f1ee'], dark: ['#121312', '#1a1b1a', '#151615'] } as const;

const toOklch = converter('oklch');
const hexOf = (colour: Oklch): string => formatHex(clampChroma(colour, 'oklch')) ?? '#000000';
const enough = (hex: string, against: readonly string[]): boolean => against.every((ground) => wcagContrast(hex, ground) >= TEXT);

/** The nearest to `from` in the direction that is told from all of its grounds. */
function told(from: Oklch, against: readonly string[], direction: 1 | -1): string {
  for (let { l } = from; l > 0 && l < 1; l += direction * STEP) {
    const hex = hexOf({ ...from, l });
    if (enough(hex, against)) return hex;
  }
  return direction === 1 ? '#ffffff' : '#000000';
}

const muted = (colour: Oklch, l: number, most: number): string => hexOf({ ...colour, l, c: Math.min(colour.c, most) });

/** `chosen` is `#rrggbb`. */
export function shadesOf(chosen: string): Accent {
  const parsed = toOklch(chosen);
  if (parsed === undefined) throw new Error(`${chosen} is no colour`);
  const colour: Oklch = { ...parsed, h: parsed.h ?? 0 };
  const contrast = Math.floor(wcagContrast(chosen, '#ffffff') * 100) / 100;
  const soft: Shade = [muted(colour, 0.945, 0.03), muted(colour, 0.29, 0.06)];
  const on: Shade = ['#ffffff', muted(colour, 0.17, 0.05)];
  // An accent carries text and is a mark itself.
  const accent: Shade = [told(colour, ['#ffffff'], -1), told({ ...colour, l: Math.max(colour.l, 0.62) }, [grounds.dark[1], on[1]], 1)];
  const text: Shade = [told({ ...colour, l: Math.min(colour.l, 0.5) }, [...grounds.light, soft[0]], -1), told({ ...colour, l: Math.max(colour.l, 0.7) }, [...grounds.dark, soft[1]], 1)];
  return { shades: { accent, soft, text, on }, contrast, kept: accent[0] === chosen.toLowerCase() };
}

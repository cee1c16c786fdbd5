/** What of a page inside WHMCS is the provider's own: its name, its picture, its colour and its words. */

/** As a value for the light page and one for the dark one, `#1a7f4b`. */
export type Shade = readonly [light: string, dark: string];
/** What the accent of a page is made of. */
export interface Shades {
  accent: Shade;
  soft: Shade;
  text: Shade;
  on: Shade;
}
/** A colour that was chosen, and what becomes of it. */
export interface Accent {
  shades: Shades;
  /** Its contrast with white, to 1, as it was chosen. */
  contrast: number;
  /** It is shown as it was chosen, on the light page. */
  kept: boolean;
}
/** A picture by its address, in pixels of the screen. */
export interface BrandLogo {
  src: string;
  width: number;
  height: number;
}
export interface Brand {
  name: string;
  logo: BrandLogo | null;
  /** Null: the page's own colours. */
  shades: Shades | null;
  whileBuilt: string;
  whenReady: string;
}
export const noBrand: Brand = { name: '', logo: null, shades: null, whileBuilt: '', whenReady: '' };

const HEX = /^#[0-9a-f]{6}$/;
/** The declarations of a style sheet; nothing in them that is not six digits. */
export function declarationsOf({ accent, soft, text, on }: Shades): Record<string, string> {
  const named = { '--color-accent': accent, '--color-accent-soft': soft, '--color-accent-text': text, '--color-accent-on': on };
  return Object.fromEntries(Object.entries(named).filter(([, pair]) => pair.every((one) => HEX.test(one))).map(([name, [light, dark]]) => [name, `light-dark(${light}, ${dark})`]));
}

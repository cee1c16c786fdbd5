/** The provider's brand as a page shows it, made of the settings. */
import { type Brand, type BrandLogo, noBrand } from '#server/core/brand.ts';
import type { Logo } from './logo.ts';
import { shadesOf } from './shades.ts';
import type { Settings } from './store.ts';

export const LOGO_PATH = '/api/logo/';
/** Another picture has another address, so that a browser may keep it for good. */
export const logoAddress = ({ hash, width, height }: Logo): BrandLogo => ({ src: `${LOGO_PATH}${hash}.png`, width, height });

export function brandOf({ brand: { accent, ...words }, logo }: Pick<Settings, 'brand' | 'logo'>): Brand {
  return { ...noBrand, ...words, logo: logo === null ? null : logoAddress(logo), shades: accent === '' ? null : shadesOf(accent).shades };
}

import { declarationsOf, type Shades } from '#server/core/brand.ts';

/** The provider's colour for the whole page, what is laid over it included: it is in the first byte, so that nothing flashes. */
export function BrandStyle({ shades }: { shades: Shades | null }) {
  if (shades === null) return null;
  const lines = Object.entries(declarationsOf(shades)).map(([name, value]) => `${name}:${value}`);
  return <style>{`:root{${lines.join(';')}}`}</style>;
}

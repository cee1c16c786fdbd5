'use client';
import { createContext, type ReactNode, use } from 'react';
import { type Brand, noBrand } from '#server/core/brand.ts';

const Worn = createContext<Brand>(noBrand);
export const BrandProvider = ({ brand, children }: { brand: Brand; children: ReactNode }) => <Worn value={brand}>{children}</Worn>;
export const useBrand = (): Brand => use(Worn);

/** Whose panel it is, above everything, in every state alike. Its size is known before its picture is. */
export function BrandMark() {
  const { name, logo } = useBrand();
  if (logo !== null) return <img src={logo.src} width={logo.width} height={logo.height} alt={name} className="mb-4 block h-auto max-w-full" />;
  return name === '' ? null : <p className="mb-3 font-[640] wrap-anywhere">{name}</p>;
}

/** The provider's own sentence; nothing where there is none. */
export function BrandWords({ of }: { of: 'whileBuilt' | 'whenReady' }) {
  const words = useBrand()[of];
  return words === '' ? null : <p className="mt-2 max-w-[70ch] wrap-anywhere text-muted">{words}</p>;
}

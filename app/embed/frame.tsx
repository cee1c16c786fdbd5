/**
 * The frame as it is built: on its own, without Next's runtime, which is more than all that the frame needs. What Next has
 * painted of the page is taken over by the same parts (server/frame.ts).
 */
import { createRoot } from 'react-dom/client';
import { UiWords } from '#app/_words/ui-words.tsx';
import type { Brand } from '#server/core/brand.ts';
import { BrandProvider } from './_parts/brand.tsx';
import { Embed } from './embed.tsx';

const place = document.getElementById('frame');
if (place !== null) {
  const brand = JSON.parse(place.dataset['brand'] ?? '') as Brand;
  createRoot(place).render(<UiWords><BrandProvider brand={brand}><Embed /></BrandProvider></UiWords>);
}

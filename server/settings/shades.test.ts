import { wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';
import { declarationsOf } from '#server/core/brand.ts';
import { shadesOf } from './shades.ts';

const least = (hex: string | undefined, ...grounds: readonly (string | undefined)[]): number => Math.min(...grounds.map((ground) => wcagContrast(hex ?? '', ground ?? '')));

describe('the shades of a colour', () => {
  it.each(['#2f4fd0', '#ffcc00', '#ffffff', '#000000', '#1a7f4b', '#ff0000', '#00ffff', '#808080', '#fefe10', '#3a0a4f'])('%s is told from every ground that it stands on, and carries its text', (chosen) => {
    const { shades: { accent, soft, text, on } } = shadesOf(chosen);
    for (const at of [0, 1] as const) {
      const grounds = at === 0 ? ['#ffffff', '#f7f7f5', '#f1f1ee'] : ['#121312', '#1a1b1a', '#151615'];
      expect(least(accent[at], on[at])).toBeGreaterThanOrEqual(4.5);
      expect(least(accent[at], ...grounds)).toBeGreaterThanOrEqual(3);
      expect(least(text[at], ...grounds, soft[at])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('one that is dark enough is kept as it was chosen; one that is too pale says by how much', () => {
    expect(shadesOf('#2F4FD0')).toMatchObject({ kept: true, shades: { accent: ['#2f4fd0', expect.any(String)] } });
    expect(shadesOf('#ffcc00')).toMatchObject({ kept: false, contrast: 1.51 });
  });

  it('nothing but six digits gets into a style sheet', () => {
    const { shades } = shadesOf('#ffcc00');
    expect(Object.keys(declarationsOf(shades))).toEqual(['--color-accent', '--color-accent-soft', '--color-accent-text', '--color-accent-on']);
    expect(declarationsOf({ ...shades, on: ['#fff} body{display:none', '#000000'], soft: ['red', 'blue'] })).not.toHaveProperty('--color-accent-on');
  });
});

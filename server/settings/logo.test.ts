import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { LOGO_BYTES, logoOf } from './logo.ts';

const picture = (width: number, height: number, format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png') => sharp({ create: { width, height, channels: 3, background: '#1a7f4b' } }).toFormat(format).toBuffer();

describe('a logo', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('in %s becomes a small PNG with nothing else of the file in it', async (format) => {
    const script = Buffer.from('<script>alert(1)</script>');
    const logo = await logoOf(Buffer.concat([await picture(960, 160, format), script]));
    expect(logo).toMatchObject({ width: 240, height: 40, hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
    const png = Buffer.from(logo.png, 'base64');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.includes(script)).toBe(false);
  });

  it.each<[string, () => Promise<Buffer>, RegExp]>([
    ['a drawing with a script', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), /PNG, JPEG or WebP/],
    ['a page', async () => Buffer.from('<!doctype html>'), /PNG, JPEG or WebP/],
    ['another format', () => picture(10, 10, 'gif'), /PNG, JPEG or WebP/],
    ['half a file', async () => (await picture(900, 300)).subarray(0, 60), /can not be read/],
    ['one that unfolds to too many pixels', () => sharp({ create: { width: 5000, height: 5000, channels: 3, background: '#1a7f4b' } }).png({ palette: true, colours: 2 }).toBuffer(), /can not be read/],
    ['one that weighs too much', async () => Buffer.alloc(LOGO_BYTES + 1), /larger than 180 kB/],
    ['nothing', async () => Buffer.alloc(0), /PNG, JPEG or WebP/],
  ])('is refused: %s', async (_, file, why) => {
    await expect(file().then(logoOf)).rejects.toThrow(why);
  });
});

/** A provider's picture: whatever was uploaded is drawn anew as a small PNG, so that nothing else of the file is kept. */
import { createHash } from 'node:crypto';
import { Refused } from '#server/refused.ts';

/** What a file may weigh. */
export const LOGO_BYTES = 180 * 1024;
/** In pixels of the screen; it is kept at twice that. */
const MOST = { width: 240, height: 40 } as const;
const DENSE = 2;
/** Of what is uploaded: a small file can unfold to a picture that fills the memory. */
const MOST_PIXELS = 4096 * 4096;

export interface Logo {
  /** Base64. */
  png: string;
  hash: string;
  width: number;
  height: number;
}

/** By their first bytes, whatever the name says: a drawing with scripts in it is none of them. */
function isPicture(file: Buffer): boolean {
  const head = file.toString('latin1', 0, 12);
  return head.startsWith('\x89PNG\r\n\x1a\n') || head.startsWith('\xff\xd8\xff') || (head.startsWith('RIFF') && head.endsWith('WEBP'));
}

/** Throws `Refused`. */
export async function logoOf(file: Buffer): Promise<Logo> {
  if (file.length > LOGO_BYTES) throw new Refused('BAD_REQUEST', `The picture is larger than ${LOGO_BYTES / 1024} kB`, 'file');
  if (!isPicture(file)) throw new Refused('BAD_REQUEST', 'A picture in PNG, JPEG or WebP is expected', 'file');
  // Only who uploads one needs it.
  const { default: sharp } = await import('sharp');
  const drawn = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate().resize({ width: MOST.width * DENSE, height: MOST.height * DENSE, fit: 'inside', withoutEnlargement: true }).png({ palette: true });
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true }).catch(() => {
    throw new Refused('BAD_REQUEST', 'The picture can not be read: it is damaged, or larger than 4096 × 4096', 'file');
  });
  return { png: data.toString('base64'), hash: createHash('sha256').update(data).digest('hex').slice(0, 16), width: Math.max(1, Math.round(info.width / DENSE)), height: Math.max(1, Math.round(info.height / DENSE)) };
}

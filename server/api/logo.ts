/** The provider's logo: a picture and nothing else, whatever a browser takes it for. */
import type { ServerResponse } from 'node:http';
import { LOGO_PATH } from '#server/settings/brand.ts';
import type { Api } from './context.ts';

const nowhere = (res: ServerResponse): void => void res.writeHead(404, { 'cache-control': 'no-store' }).end();

async function answer(path: string, res: ServerResponse, { settings }: Api): Promise<void> {
  const { logo } = await settings.all();
  if (logo === null || path !== `${LOGO_PATH}${logo.hash}.png`) return nowhere(res);
  res.writeHead(200, {
    'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'public, max-age=31536000, immutable',
  });
  res.end(Buffer.from(logo.png, 'base64'));
}

/** Answers true when the request was for it. */
export function serveLogo(path: string, res: ServerResponse, api: Api): boolean {
  if (!path.startsWith(LOGO_PATH)) return false;
  answer(path, res, api).catch((error: unknown) => {
    api.log.error({ err: error }, 'The logo could not be read');
    nowhere(res);
  });
  return true;
}

/** Security headers, set before anything answers. Only the embed may be framed, and only by a known WHMCS. */
import type { ServerResponse } from 'node:http';

export function secure(res: ServerResponse, path: string, options: { frameOrigins: readonly string[]; dev: boolean; https: boolean }): void {
  const embed = path === '/embed' || path.startsWith('/embed/');
  const ancestors = embed && options.frameOrigins.length > 0 ? options.frameOrigins.join(' ') : "'none'";
  const script = options.dev ? "'self' 'unsafe-inline' 'unsafe-eval'" : "'self' 'unsafe-inline'";
  res.setHeader('content-security-policy', `default-src 'self'; script-src ${script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ${ancestors}`);
  if (!embed) res.setHeader('x-frame-options', 'DENY');
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('referrer-policy', 'no-referrer');
  res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  if (options.https) res.setHeader('strict-transport-security', 'max-age=31536000');
}

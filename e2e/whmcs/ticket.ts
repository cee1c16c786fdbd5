/** What a WHMCS module signs for the frame: PHP's hash_hmac over base64url JSON, by the derived key. */
import { createHmac, randomUUID } from 'node:crypto';

export interface TicketWish {
  key: string;
  origin: string;
  serviceId: string;
  theme?: 'light' | 'dark' | 'auto';
  act?: 'client' | 'admin' | 'masquerade';
  /** Whose session it is there. */
  uid?: number | undefined;
  name?: string;
  /** Seconds since 1970; now by default. */
  at?: number;
}

export function signTicket({ key, origin, serviceId, theme = 'auto', act = 'client', at = Math.floor(Date.now() / 1000), ...person }: TicketWish): string {
  const claims = { v: 1, iss: origin, kid: key.slice(0, 9), svc: serviceId, cid: 1, act, uid: 1, ...person, lang: 'english', theme, iat: at, exp: at + 120, jti: randomUUID() };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const derived = createHmac('sha256', key).update('embed/v1').digest('base64url');
  return `${body}.${createHmac('sha256', derived).update(body).digest('base64url')}`;
}

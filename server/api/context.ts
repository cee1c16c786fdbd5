/** Who calls, found out when a procedure asks: from the key, the cookie or the embed's token of this one request. */
import type { Db } from '#db/client.ts';
import type { PgBoss } from 'pg-boss';
import { embedOf, type EmbedCaller } from '#server/auth/embed.ts';
import { scriptOf } from '#server/auth/api-keys.ts';
import { instanceOf, type InstanceCaller } from '#server/auth/keys.ts';
import { type From, staffOf, type StaffCaller } from '#server/auth/sessions.ts';
import { scopeOf } from '#server/core/scopes.ts';
import type { Log } from '#server/log.ts';
import type { Sealer } from '#server/seal.ts';
import type { SettingsStore } from '#server/settings/store.ts';
import type { Engine } from '#server/tasks/engine.ts';
import type { FilesOf } from '#server/panels/files.ts';
import type { Fleet } from '#server/panels/fleet.ts';

export interface Api {
  db: Db;
  boss: PgBoss;
  sealer: Sealer;
  settings: SettingsStore;
  engine: Engine;
  fleet: Fleet;
  filesOf: FilesOf;
  log: Log;
  version: string;
  /** Ends live connections whose token has died, everywhere. */
  cutEmbeds(): Promise<void>;
  /** Steps done of a service's newest lifecycle operation. */
  progressOf(serviceId: number): Promise<{ done: number; total: number; error: string | null }>;
  /** `https:` decides the cookie's name and its Secure flag. */
  publicUrl: string;
}

/** The request's facts that may decide something; nothing else of it reaches a procedure. */
export interface Request {
  /** A POST that carries nothing. */
  bodyless: boolean;
  ip: string;
  /** The browser's word on what it is. */
  agent: string | null;
  authorization: string | null;
  cookie: string | null;
  /** A browser's own word on where the call comes from. */
  site: string | null;
  origin: string | null;
  /** Of the WHMCS module that calls, and of its WHMCS. */
  moduleVersion: string | null;
  whmcsVersion: string | null;
}
/** Where there is none: a page that is rendered, a live connection. */
export const noRequest: Request = { bodyless: false, ip: '', agent: null, authorization: null, cookie: null, site: null, origin: null, moduleVersion: null, whmcsVersion: null };

export interface Context {
  api: Api;
  request: Request;
  setCookie(value: string): void;
}

export const bearerOf = ({ request }: Context): string | null => /^Bearer\s+(\S{1,200})\s*$/i.exec(request.authorization ?? '')?.[1] ?? null;

export const cookieName = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-hostwright' : 'hostwright');

export function cookieOf({ api, request }: Context): string | null {
  const name = cookieName(api.publicUrl);
  const pair = (request.cookie ?? '').split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}

export const callingInstance = async (context: Context): Promise<InstanceCaller | null> => {
  const token = bearerOf(context);
  return token === null ? null : instanceOf(context.api.db, token, context.request.ip);
};
/** A script of the provider's own, at WHMCS's door; `procedure` says which scope that takes. */
export const callingScript = async (context: Context, procedure: string): Promise<InstanceCaller | null> => {
  const token = bearerOf(context);
  const script = token === null ? null : await scriptOf(context.api.db, token, { from: context.request.ip, scope: scopeOf(procedure) });
  // No ticket and no session hangs on such a key.
  return script === null ? null : { kind: 'instance', keyId: 0, ...script };
};
export const callingEmbed = async (context: Context): Promise<EmbedCaller | null> => {
  const token = bearerOf(context);
  return token === null ? null : embedOf(context.api.db, token);
};
export const callingStaff = async (context: Context): Promise<StaffCaller | null> => {
  const token = cookieOf(context);
  return token === null ? null : staffOf(context.api.db, token);
};

export const fromOf = ({ ip, agent }: Request): From => ({ ip, agent });

/** The house wants a second factor of everybody with a password here, and this one has none yet: they may only set it up. */
export const mustEnrol = async (api: Api, caller: StaffCaller): Promise<boolean> => !caller.hasTotp && caller.whmcs === null && (await api.settings.all()).requireTotp;

export function sessionCookie(publicUrl: string, token: string, expiresAt: Date): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(publicUrl)}=${token}; Path=/; HttpOnly; SameSite=Lax; Expires=${expiresAt.toUTCString()}${secure}`;
}

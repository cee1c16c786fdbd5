/** The environment, parsed once. A bad value stops the start with one sentence per variable. */
import * as z from 'zod';
import { Secret } from './core/secret.ts';

const flag = z.enum(['0', '1', 'false', 'true']).transform((value) => value === '1' || value === 'true');
const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  /** Any Postgres from 15 on; without it the embedded one under VAR_DIR is started. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/database' }).optional(),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  PORT: port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  /** Where browsers and WHMCS reach us, `https://panel.example`; decides cookies and links. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).transform((value) => new URL(value).origin).optional(),
  /** How many reverse proxies stand in front, whose X-Forwarded-For is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Encrypts secrets at rest; at least 32 bytes. */
  HOSTWRIGHT_KEY: z.string().refine((value) => Buffer.byteLength(value) >= 32, 'must have at least 32 bytes').transform((value) => new Secret(value)).optional(),
  VAR_DIR: z.string().default('./var'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Comes before the setting. */
  LEASE_SECONDS: z.coerce.number().min(0.5).max(300).optional(),
  WORKER_CAPACITY: z.coerce.number().int().min(1).max(1000).default(128),
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(20),
  /** The page of all components; always off in production unless set. */
  HOSTWRIGHT_GALLERY: flag.default(false),
  /** 0: the API and the live door without the pages. */
  HOSTWRIGHT_PAGES: flag.default(true),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
});

export interface Config {
  databaseUrl: string | null;
  role: 'all' | 'web' | 'worker';
  port: number;
  host: string;
  publicUrl: string | null;
  trustProxy: number;
  key: Secret | null;
  varDir: string;
  logLevel: string;
  /** Null: as the settings say. */
  leaseSeconds: number | null;
  capacity: number;
  drainSeconds: number;
  gallery: boolean;
  pages: boolean;
  dev: boolean;
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('\n'));
  const at = parsed.data;
  if (at.DATABASE_URL !== undefined && at.HOSTWRIGHT_KEY === undefined) {
    throw new Error('HOSTWRIGHT_KEY is missing: with DATABASE_URL it must be set, at least 32 bytes, the same on every machine (openssl rand -base64 32 makes one)');
  }
  return {
    databaseUrl: at.DATABASE_URL ?? null, role: at.ROLE, port: at.PORT, host: at.HOST, publicUrl: at.PUBLIC_URL ?? null, trustProxy: at.TRUST_PROXY,
    key: at.HOSTWRIGHT_KEY ?? null, varDir: at.VAR_DIR, logLevel: at.LOG_LEVEL, leaseSeconds: at.LEASE_SECONDS ?? null, capacity: at.WORKER_CAPACITY,
    drainSeconds: at.DRAIN_SECONDS, dev: at.NODE_ENV === 'development', pages: at.HOSTWRIGHT_PAGES && at.ROLE !== 'worker', gallery: at.HOSTWRIGHT_GALLERY || at.NODE_ENV !== 'production',
  };
}

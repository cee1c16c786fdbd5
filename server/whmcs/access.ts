/** Where the API credential of an instance is kept, and what its calls came to. */
import { eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { instances } from '#db/schema/index.ts';
import { Secret } from '#server/core/secret.ts';
import type { Sealer } from '#server/seal.ts';
import { setRow } from '#server/settings/rows.ts';
import type { Access, Called } from './client.ts';

export type InstanceRow = typeof instances.$inferSelect;

const rowOf = (id: number, what: 'secret' | 'access'): string => `instances.api.${what}:${id}`;

export interface Credential {
  url: string;
  identifier: string;
  /** Undefined: the one that is kept stays. */
  secret?: string | undefined;
  accessKey?: string | null | undefined;
}

/** Null without a credential. */
export function accessOf(sealer: Sealer, { id, apiUrl, apiIdentifier, apiSecret, apiAccessKey }: InstanceRow): Access | null {
  if (apiUrl === null || apiIdentifier === null || apiSecret === null) return null;
  return { url: apiUrl, identifier: apiIdentifier, secret: sealer.open(apiSecret, rowOf(id, 'secret')), accessKey: apiAccessKey === null ? null : sealer.open(apiAccessKey, rowOf(id, 'access')) };
}

/** What it will be with this input: what was left out is as it is kept, for the address that it was kept for and no other. Null while the secret is not known. */
export function mergedAccess(sealer: Sealer, row: InstanceRow, { url, identifier, secret, accessKey }: Credential): Access | null {
  const stored = accessOf(sealer, row);
  const kept = stored?.url === url ? stored : null;
  const known = secret === undefined ? kept?.secret : new Secret(secret);
  if (known === undefined) return null;
  return { url, identifier, secret: known, accessKey: accessKey === undefined ? (kept?.accessKey ?? null) : accessKey === null ? null : new Secret(accessKey) };
}

/** Keeps it, or none. Answers what undoes it, and the row before. Of another credential nothing is known yet. */
export async function saveAccess(tx: Tx, sealer: Sealer, id: number, access: Access | null): Promise<{ change: string; before: InstanceRow }> {
  const columns = access === null ? { apiUrl: null, apiIdentifier: null, apiSecret: null, apiAccessKey: null } : {
    apiUrl: access.url, apiIdentifier: access.identifier, apiSecret: sealer.seal(access.secret.reveal(), rowOf(id, 'secret')), apiAccessKey: access.accessKey === null ? null : sealer.seal(access.accessKey.reveal(), rowOf(id, 'access')),
  };
  const { change, before } = await setRow(tx, 'api', id, columns);
  await forgetCalls(tx, id);
  return { change, before };
}

export const forgetCalls = (tx: Tx, id: number): Promise<unknown> => tx.update(instances).set({ apiOkAt: null, apiError: null, apiErrorAt: null }).where(eq(instances.id, id));

/** Stands in Settings: when it last answered, and why it does not. Written when that changes, not at each call. */
export async function noteCalled(db: Db, id: number, called: Called<unknown>): Promise<void> {
  const bad = called.is === 'down' || (called.is === 'refused' && called.why === 'access');
  if (bad) await db.execute(sql`update instances set api_error = ${called.message}, api_error_at = now() where id = ${id} and api_error is distinct from ${called.message}`);
  else await db.execute(sql`update instances set api_ok_at = now(), api_error = null, api_error_at = null where id = ${id} and (api_error is not null or api_ok_at is null or api_ok_at < now() - interval '1 minute')`);
}

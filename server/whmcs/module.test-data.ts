/** The real server and a WHMCS with the real module, connected. There are no nodes: what would happen on them is written down. */
import { type House, openHouse } from '#e2e/faults/house.ts';
import { type PhpWhmcs, startPhpWhmcs } from '#e2e/whmcs/php.ts';

export interface ServiceRow {
  id: number;
  state: string;
  wanted: string;
  domain: string;
  generation: number;
  stray_at: Date | null;
  desired: Record<string, unknown>;
  reference: string;
  /** Sealed. */
  password: string;
  password_version: number;
}
export interface Both extends AsyncDisposable {
  house: House;
  whmcs: PhpWhmcs;
  /** Here. */
  service(externalId: number): Promise<ServiceRow | undefined>;
  /** There. */
  hosting(id: number): Promise<Record<string, unknown> | undefined>;
  /** What its customer got. */
  outbox(id: number): Promise<readonly Record<string, unknown>[]>;
  /** What has happened to services on their nodes: written down, as the engine would. */
  becomes(state: string, externalIds: readonly number[]): Promise<void>;
}

export async function openBoth(databaseUrl: string): Promise<Both> {
  const house = await openHouse({ databaseUrl });
  const whmcs = await startPhpWhmcs({ panel: house.url, products: [{ slug: 'split', name: 'Split' }, { slug: 'split-big', name: 'Split Big' }] });
  await whmcs.connect(house.key);
  await house.pool.query('update instances set origin = $1 where id = $2', [whmcs.origin, house.instanceId]);
  return {
    house, whmcs,
    service: async (externalId) => (await house.pool.query<ServiceRow>('select * from services where external_id = $1', [String(externalId)])).rows[0],
    hosting: async (id) => (await whmcs.state())['tblhosting']?.find((row) => row['id'] === id),
    outbox: async (id) => ((await whmcs.state())['outbox'] ?? []).filter((mail) => mail['service'] === id),
    async becomes(state, externalIds) {
      const ended = state === 'failed' ? 'failed' : 'succeeded';
      const ids = externalIds.map(String);
      await house.pool.query("update tasks set status = $1, blockers = 0 where service_id in (select id from services where external_id = any($2))", [ended, ids]);
      await house.pool.query("update operations set status = $1, finished_at = now() where service_id in (select id from services where external_id = any($2))", [ended, ids]);
      await house.pool.query(`update services set state = $1, wanted = case when $1 = 'suspended' then 'suspended' when $1 like 'termin%' then 'terminated' else 'active' end, live = $1 <> 'terminated', pursued = false, last_seq = last_seq + 1 where external_id = any($2)`, [state, ids]);
      await house.pool.query(`insert into events (service_id, seq, body) select id, last_seq, jsonb_build_object('service', jsonb_build_object('state', state)) from services where external_id = any($1)`, [ids]);
    },
    async [Symbol.asyncDispose]() {
      await whmcs.stop();
      await house[Symbol.asyncDispose]();
    },
  };
}

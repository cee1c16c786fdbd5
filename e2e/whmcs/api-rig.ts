/** An engine on paper whose services belong to a WHMCS with an API. */
import { eq } from 'drizzle-orm';
import { instances } from '#db/schema/index.ts';
import { Secret } from '#server/core/secret.ts';
import { settingsStore } from '#server/settings/store.ts';
import { saveAccess } from '#server/whmcs/access.ts';
import { reapLeases } from '#server/tasks/reap.ts';
import { runCallBack } from '#server/whmcs/call-back.ts';
import { type Paper, paperRig } from '../paper.ts';
import type { Rig, RigOptions } from '../rig.ts';
import { serveApi } from './api-server.ts';
import { type ApiProduct, type WhmcsApi, whmcsApi } from './api.ts';

export interface ApiRig extends Rig {
  paper: Paper;
  api: WhmcsApi;
  apiUrl: string;
  instanceId: number;
  settings: ReturnType<typeof settingsStore>;
  /** An order of a service that WHMCS has. */
  ordered(domain: string, customfields?: ApiProduct['customfields']): Promise<number>;
  /** Waits until nothing of the call-backs is under way any more. */
  told(serviceId: number): Promise<void>;
  /** A task's worker is gone: nobody renews its lease, and it is taken from him. */
  loseWorker(serviceId: number): Promise<void>;
}

export async function apiRig(options: RigOptions): Promise<ApiRig> {
  const api = whmcsApi();
  const served = await serveApi(api);
  const rig = await paperRig({ ...options, retry: { attempts: 2, ...options.retry } });
  const { sealer } = rig.engine;
  const settings = settingsStore(rig.client.db, sealer);
  const deps = { db: rig.client.db, sealer, settings: () => settings.all(), publicUrl: () => 'https://panel.brightwood.test' };
  rig.engine.callBacks = { run: (task, io) => runCallBack(deps, task, io), giveUpSeconds: async () => (await settings.all()).callBacks.giveUpDays * 86_400 };
  const [instance] = await rig.client.db.insert(instances).values({ name: 'Brightwood', origin: 'https://billing.brightwood.test', ticketDepartment: '1' }).returning();
  const instanceId = instance?.id ?? 0;
  await rig.client.db.transaction((tx) => saveAccess(tx, sealer, instanceId, { url: served.url, identifier: api.credentials.identifier, secret: new Secret(api.credentials.secret), accessKey: null }));
  let next = 100;
  const moving = async (serviceId: number) => (await rig.client.pool.query("select 1 from tasks where service_id = $1 and operation_id is null and (status in ('queued', 'running') or (status in ('retrying', 'postponed') and run_at < now() + interval '2 seconds'))", [serviceId])).rows.length > 0;
  const { [Symbol.asyncDispose]: dispose } = rig;
  return Object.assign(rig, {
    api, apiUrl: served.url, instanceId, settings,
    async ordered(domain: string, customfields: ApiProduct['customfields'] = []) {
      const externalId = String(next++);
      api.products.set(externalId, { id: externalId, clientid: '1', domain, status: 'Active', customfields });
      return (await rig.order({ domain, externalId, instanceId })).id;
    },
    async told(serviceId: number) {
      // The engine says that something moved; whether anything still does is asked of the rows.
      for (let view = await rig.view(serviceId); await moving(serviceId);) {
        const { seq } = view;
        view = await rig.until(serviceId, (now) => now.seq > seq);
      }
    },
    async loseWorker(serviceId: number) {
      // In one breath: the worker lives on, and would renew it.
      for (let lost = 0; lost === 0;) {
        await rig.client.pool.query("update tasks set lease_until = now() - interval '1 second' where service_id = $1 and operation_id is null and status = 'running'", [serviceId]);
        lost = await reapLeases(rig.engine);
      }
    },
    async [Symbol.asyncDispose]() {
      await dispose.call(rig);
      await served.stop();
    },
  });
}
export const instanceOf = async (rig: ApiRig) => (await rig.client.db.select().from(instances).where(eq(instances.id, rig.instanceId)))[0];

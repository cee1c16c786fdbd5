/** Takes back what was just changed in the settings, whichever of them it was. */
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { instanceKeys, instances } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import type { StaffCaller } from '#server/auth/sessions.ts';
import { may, whyNot } from '#server/core/staff-roles.ts';
import { Refused } from '#server/refused.ts';
import { type Comes, partsIn, rowSides, type SetBack, setBack } from '#server/settings/rows.ts';
import { adoptPending } from '#server/tasks/call-backs.ts';
import { sendWakes } from '#server/tasks/wake.ts';
import { forgetCalls } from '#server/whmcs/access.ts';
import type { Api } from './context.ts';
import { tellOf } from './deeds.ts';
import { hasRoomForKey, originsAreFree } from './instance-rules.ts';
import { needSure } from './trpc.ts';

async function nameOf(tx: Tx, { after }: SetBack): Promise<string> {
  if ('name' in after) return after.name;
  const [instance] = await tx.select({ name: instances.name }).from(instances).where(eq(instances.id, after.instanceId));
  return instance?.name ?? '';
}

async function mayStand(tx: Tx, one: Comes): Promise<void> {
  if (one.part === 'connection') {
    const { origin, origins = [] } = one.values;
    await originsAreFree(tx, [...(origin ? [{ origin, field: 'origin' }] : []), ...origins.map((each) => ({ origin: each, field: 'origins' }))], one.id);
  }
  if (one.part === 'instanceKey') {
    const [key] = await tx.select({ instanceId: instanceKeys.instanceId }).from(instanceKeys).where(eq(instanceKeys.id, one.id));
    if (key !== undefined && !(await hasRoomForKey(tx, key.instanceId))) throw new Refused('CONFLICT', 'Other keys have taken its place since');
  }
}

async function undoRows(api: Api, who: string, change: string): Promise<readonly string[]> {
  return api.db.transaction(async (tx) => {
    const back = await setBack(tx, change, (one) => mayStand(tx, one));
    for (const one of back) {
      await record(tx, { who, what: 'settings.undo', subject: await nameOf(tx, one), ...rowSides(one) });
      if (one.part !== 'api') continue;
      await forgetCalls(tx, one.id);
      await sendWakes(tx, api.boss, await adoptPending(tx, one.id));
    }
    return back.map(({ part }) => part);
  });
}

/** `change` is what the change answered. Answers what was taken back. */
export async function undo(api: Api, caller: StaffCaller, change: string): Promise<readonly string[]> {
  const parts = await partsIn(api.db, change);
  if (parts.length === 0) return api.settings.undo(change, tellOf(caller.name, 'settings.undo'));
  for (const { ability, sure } of parts) {
    if (!may(caller.role, ability)) throw new Refused('FORBIDDEN', whyNot(ability));
    if (sure) needSure(caller);
  }
  return undoRows(api, caller.name, change);
}

/** A node that is not reached: its tasks pause, and after five failures in a row nothing is sent but a probe. */
import { describe, expect, inject, it } from 'vitest';
import { paperRig } from '#e2e/paper.ts';
import type { Rig } from '#e2e/rig.ts';
import { Unreachable, WrongHostKey } from '#server/core/panel.ts';
import { claim, look } from './claim.ts';
import { noteTrouble, noteWell } from './reach.ts';
import { sendWakes } from './wake.ts';

const databaseUrl = inject('databaseUrl');
const trouble = { message: 'web-1 does not answer', alarm: false };
const circuit = async (rig: Rig) => (await rig.client.pool.query<{ failures: number; open: boolean; left: number | null; alarm: string | null }>('select failures, coalesce(circuit_until > now(), false) as open, round(extract(epoch from circuit_until - now()))::int as left, alarm from nodes where id = $1', [rig.nodeIds[0]])).rows[0];
const expire = (rig: Rig) => rig.client.pool.query("update nodes set circuit_until = now() - interval '1 second' where circuit_until is not null");

describe('a circuit', () => {
  it('opens at the fifth failure in a row, and for longer with each probe that fails, up to a minute', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [web = 0] = rig.nodeIds;
    for (let count = 1; count < 5; count++) {
      expect(await noteTrouble(rig.client.db, web, trouble)).toBe(0);
      expect(await circuit(rig)).toMatchObject({ failures: count, open: false });
    }
    const lasted: (number | null | undefined)[] = [];
    for (let probe = 0; probe < 6; probe++) {
      await noteTrouble(rig.client.db, web, trouble);
      // Others that were under way fail on the same outage.
      await noteTrouble(rig.client.db, web, trouble);
      lasted.push((await circuit(rig))?.left);
      await expire(rig);
    }
    expect(lasted).toEqual([5, 10, 20, 40, 60, 60]);
    expect(await circuit(rig)).toMatchObject({ failures: 10, alarm: null });
    await noteWell(rig.client.db, web);
    expect(await circuit(rig)).toMatchObject({ failures: 0, open: false, left: null });
    expect(await noteTrouble(rig.client.db, web, trouble)).toBe(0);
  });

  it('opens at once for a changed host key, with an alarm', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.paper.when({ nodeId: rig.nodeIds[0] ?? 0 }, async () => { throw new WrongHostKey('web-1 shows another host key', 'SHA256:x'); });
    rig.worker();
    const { id } = await rig.order();
    await rig.until(id, (now) => now.tasks.some((task) => task.status === 'postponed'));
    expect(await circuit(rig)).toMatchObject({ failures: 5, open: true, alarm: 'web-1 shows another host key' });
  });

  it('that is half open lets one task through', async () => {
    await using rig = await paperRig({ databaseUrl, slots: 4 });
    const [web = 0] = rig.nodeIds;
    await Promise.all([rig.order(), rig.order()]);
    await rig.client.pool.query("update tasks set serial_key = id::text; update nodes set failures = 5, circuit_until = now() - interval '1 second'");
    const claims = [];
    for (let count = 0; count < 3; count++) {
      const { best } = await look(rig.client.db, web);
      claims.push(best === null ? 'none' : typeof (await claim(rig.client.db, rig.engine.boss, web, best, { worker: 'w', leaseSeconds: 60 })));
    }
    expect(claims).toEqual(['object', 'none', 'none']);
  });

  it('closes when its probe succeeds, and the rest of the work goes on by itself', async () => {
    await using rig = await paperRig({ databaseUrl });
    const [web = 0] = rig.nodeIds;
    let answers = false;
    rig.paper.when({ nodeId: web }, async () => { if (!answers) throw new Unreachable('web-1 does not answer', false); return undefined; }, Infinity);
    rig.worker();
    const { id } = await rig.order();
    for (let count = 1; count <= 5; count++) {
      await rig.until(id, (now) => now.tasks.filter((task) => task.node?.id === web).flatMap((task) => task.tries).filter((one) => one.outcome === 'postponed').length >= count);
      await rig.client.pool.query("update tasks set run_at = now() - interval '1 second' where status = 'postponed'");
      await rig.client.db.transaction((tx) => sendWakes(tx, rig.engine.boss, [{ node: web, after: 0 }]));
    }
    expect(await circuit(rig)).toMatchObject({ failures: 5, open: true });
    answers = true;
    await expire(rig);
    await rig.client.db.transaction((tx) => sendWakes(tx, rig.engine.boss, [{ node: web, after: 0 }]));
    const view = await rig.until(id, (now) => now.service.state === 'active');
    expect(view.tasks.every((task) => task.attempts === 1)).toBe(true);
    expect(await circuit(rig)).toMatchObject({ failures: 0, open: false });
  });
});

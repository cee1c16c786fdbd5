/** The DNS tab's look: at real nodes over SSH, which it never changes. */
import { describe, expect, inject, it } from 'vitest';
import { makeRig } from '#e2e/rig.ts';
import { lookAtZone, zoneOf } from './zone-look.ts';

describe('a look at a zone', () => {
  it('says of each nameserver whether it has every record and serves them, what differs, and which is away', async () => {
    await using rig = await makeRig({ databaseUrl: inject('databaseUrl') });
    rig.worker();
    const { id } = await rig.order({ domain: 'rosas-bakery.com' });
    await rig.until(id, (view) => view.service.state === 'active' && view.operations.every((one) => one.status === 'succeeded'));
    const zone = await zoneOf(rig.engine, id);
    expect(zone.servers.map((server) => server.name)).toEqual(['ns1', 'ns2']);
    expect(zone.missing).toEqual([]);
    expect(zone.records).toContainEqual({ name: '_dmarc', type: 'TXT', value: 'v=DMARC1; p=quarantine; pct=100', priority: null, ttl: 3600, from: 'template', id: null, key: '_dmarc TXT v=DMARC1', off: null, rev: 0 });
    const [, , ns1, ns2] = rig.nodeIds;
    const fine = { is: 'inSync', serial: expect.any(Number), found: `${zone.records.length} records, as wished` };
    expect(await lookAtZone(rig.engine, id)).toEqual([{ nodeId: ns1, ...fine }, { nodeId: ns2, ...fine }]);

    const before = (await rig.client.pool.query('select count(*)::int as n from tasks')).rows;
    await rig.client.pool.query("update services set desired = jsonb_set(desired, '{zone,ttl}', '600')");
    await rig.client.pool.query("update nodes set circuit_until = now() + interval '1 minute', last_error = 'ns2 does not answer' where id = $1", [ns2]);
    expect(await lookAtZone(rig.engine, id)).toMatchObject([
      { is: 'differs', found: `${zone.records.length} records missing, ${zone.records.length} records too many, of ${zone.records.length}` }, { is: 'unreachable', serial: null, found: 'ns2 does not answer' },
    ]);
    expect((await rig.client.pool.query('select count(*)::int as n from tasks')).rows).toEqual(before);
  });
});

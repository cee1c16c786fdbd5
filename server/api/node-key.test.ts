/** Another SSH key for a node, over real SSH: never switched before it has opened the node. */
import { eq } from 'drizzle-orm';
import { describe, expect, inject, it } from 'vitest';
import { nodes } from '#db/schema/index.ts';
import { makeRig, type Rig } from '#e2e/rig.ts';
import { Secret } from '#server/core/secret.ts';
import { fleetOf } from '#server/panels/fleet.ts';
import { readNow } from '#server/tasks/readings.ts';
import { rotateKey, takeKey } from './node-key.ts';

const databaseUrl = inject('databaseUrl');
const doors = (rig: Rig) => ({ db: rig.client.db, sealer: rig.engine.sealer, fleet: fleetOf(rig.pool, rig.engine.sealer) });
async function webNode(rig: Rig) {
  const [row] = await rig.client.db.select().from(nodes).where(eq(nodes.id, rig.nodeIds[0] ?? 0));
  if (row === undefined) throw new Error('There is no web node');
  return row;
}
const saidOf = async (rig: Rig): Promise<string[]> => (await rig.client.pool.query<{ text: string }>('select text from node_events order by id')).rows.map((row) => row.text);
const opens = (rig: Rig, key: Secret) => webNode(rig).then((node) => doors(rig).fleet.probe({ host: node.sshHost, port: node.sshPort, user: node.sshUser, fingerprint: node.fingerprint, privateKey: key }, 20).then(() => true, () => false));

describe('rotating a key', () => {
  it('lets the new one in by the old one, proves it, switches, and shuts the old one out', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web'] });
    const before = await webNode(rig);
    expect(await rotateKey(doors(rig), before, 'Rosa')).toEqual({ is: 'done' });
    const after = await webNode(rig);
    expect(after.sshKey).not.toBe(before.sshKey);
    expect(after.keyAt.getTime()).toBeGreaterThan(before.keyAt.getTime());
    expect(await readNow(rig.engine, 'server.collectStatus', after.id)).toBeNull();
    expect(await opens(rig, rig.fleet.key.privateKey)).toBe(false);
    expect(await saidOf(rig)).toEqual(['A new SSH key, set by Rosa; the old one opens it no more']);
    // Two at once: the second finds the key of the first.
    await expect(rotateKey(doors(rig), before, 'Ada')).rejects.toThrow('nothing was changed');
  });

  it('that the SSH user can’t do is shown to be pasted, and taken once it opens the node', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web'] });
    await rig.fleet.nodes[0]?.control({ op: 'fault', name: 'exit', match: '^sh ', code: 1, text: '' });
    const before = await webNode(rig);
    const rotation = await rotateKey(doors(rig), before, 'Rosa');
    if (rotation.is !== 'paste') throw new Error('It was let in');
    const made = new Secret(rotation.privateKey);
    expect((await webNode(rig)).sshKey).toBe(before.sshKey);
    await expect(takeKey(doors(rig), before, made, 'Rosa')).rejects.toThrow('does not open web-1 yet');
    await expect(takeKey(doors(rig), before, new Secret('no key'), 'Rosa')).rejects.toThrow('can not be read');
    expect((await webNode(rig)).sshKey).toBe(before.sshKey);
    // A person pastes the line.
    expect(await doors(rig).fleet.letIn({ host: before.sshHost, port: before.sshPort, user: before.sshUser, fingerprint: before.fingerprint, privateKey: rig.fleet.key.privateKey }, rotation.publicKey, 20)).toBeNull();
    await takeKey(doors(rig), before, made, 'Rosa');
    expect(await readNow(rig.engine, 'server.collectStatus', before.id)).toBeNull();
  });

  it('of a node that is away changes nothing', async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web'], patienceMs: () => 250 });
    await rig.fleet.nodes[0]?.stop();
    const before = await webNode(rig);
    await expect(rotateKey(doors(rig), before, 'Rosa')).rejects.toThrow('could not be reached with its key, and nothing was changed');
    expect((await webNode(rig)).sshKey).toBe(before.sshKey);
    expect(await saidOf(rig)).toEqual([]);
  });
});

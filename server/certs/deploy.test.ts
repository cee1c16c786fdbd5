/** The certificate at the end of a Vanity deployment, and Auto-SSL that goes on where the deployment did not wait. */
import { afterEach, describe, expect, inject, it } from 'vitest';
import { sslRig, type SslRig } from '#e2e/ssl-rig.ts';
import { openStreet, SHARED } from '#e2e/vanity.ts';
import { hurry } from '#e2e/faults/stand.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { rebuild } from '#server/tasks/command.ts';

const NAME = `rosa.${SHARED}`;
const WEB = '203.0.113.10';
const WAIT_MS = 60_000;

let rig: SslRig;
afterEach(() => rig[Symbol.asyncDispose]());

async function street(): Promise<void> {
  rig = await sslRig({ databaseUrl: inject('databaseUrl'), slots: 8 });
  await openStreet(rig);
  rig.delegate(SHARED);
  rig.worker({ pollMs: 50 });
}
const issuing = (view: ServiceView) => view.tasks.findLast((task) => task.action === 'web.issueCertificate');
const live = (id: number, generation = 1): Promise<ServiceView> => rig.until(id, (view) => {
  if (view.tasks.some((task) => task.status === 'postponed')) void hurry(rig);
  return view.service.generation === generation && view.service.state === 'active' && currentOperation(view)?.status === 'succeeded';
});
const order = () => rig.order({ domain: NAME, product: 'vanity' });
const counted = async (): Promise<unknown[]> => (await rig.client.pool.query('select host from validations')).rows;

describe('a name whose record is seen', () => {
  it('is secure when it is shown first, and again after a redeployment; nothing is asked twice', { timeout: WAIT_MS }, async () => {
    await street();
    rig.point(NAME, WEB);
    const { id } = await order();
    const view = await live(id);
    expect(issuing(view)).toMatchObject({ status: 'succeeded', changed: true, because: null });
    expect(view.service.certificates).toMatchObject([{ role: 'web', names: [NAME], state: 'verifying' }]);
    expect(await counted()).toEqual([]);
    rig.autoSsl();
    await rig.due(id);
    expect(await rig.certificate(id, 'web', (one) => one.state === 'active')).toMatchObject({ issuer: "Let's Pretend", covers: [NAME], stranger: null });
    expect(issuing(await live(id, await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' })))).toMatchObject({ changed: true });
    await rig.due(id);
    await rig.certificate(id, 'web', (one) => one.state === 'active');
    expect((await rig.view(id)).tasks.filter((task) => task.action === 'web.issueCertificate')).toHaveLength(2);
  });

  it('waits a little for a record that is seen late, and uses up no attempt', { timeout: WAIT_MS }, async () => {
    await street();
    const { id } = await order();
    await rig.until(id, (view) => issuing(view)?.status === 'postponed');
    rig.point(NAME, WEB);
    expect(issuing(await live(id))).toMatchObject({ status: 'succeeded', changed: true, attempts: 1 });
  });
});

describe('the deployment goes on without it', () => {
  it('when the name does not point here in time: Auto-SSL says which record is missing, and issues when it is there', { timeout: WAIT_MS }, async () => {
    await street();
    const { id } = await order();
    const waiting = await rig.until(id, (view) => issuing(view)?.status === 'postponed');
    expect(issuing(waiting)?.because).toBe(`${NAME} needs the A record ${WEB} at ns1.registrar.test and ns2.registrar.test`);
    await rig.client.pool.query("update tasks set give_up_at = now() where action = 'web.issueCertificate'");
    const view = await live(id);
    expect(issuing(view)).toMatchObject({ status: 'succeeded', changed: false, because: `Auto-SSL goes on with it: ${NAME} needs the A record ${WEB} at ns1.registrar.test and ns2.registrar.test` });
    expect(await counted()).toEqual([]);
    rig.autoSsl();
    expect(await rig.certificate(id, 'web', (one) => one.state === 'notPointing')).toMatchObject({ missing: [{ name: NAME, type: 'A', value: WEB }], issuer: null, until: null, stranger: 'node.brightwood.test' });
    rig.point(NAME, WEB);
    await rig.due(id);
    await rig.certificate(id, 'web', (one) => one.state === 'verifying' || one.state === 'active');
  });

  it('when the authority refuses: the card says why, and the refusal counts', { timeout: WAIT_MS }, async () => {
    await street();
    rig.point(NAME, WEB);
    await rig.fleet.nodes[0]?.control({ op: 'fault', name: 'exit', match: '^v-add-letsencrypt-domain', code: 15, text: "Error: Let's Encrypt validation status 400\n" });
    const { id } = await order();
    const view = await live(id);
    expect(issuing(view)).toMatchObject({ status: 'succeeded', changed: false, attempts: 1, because: expect.stringContaining('validation status 400') });
    expect(view.service.certificates).toMatchObject([{ state: 'failed', reason: expect.stringContaining('validation status 400') }]);
    expect(await counted()).toEqual([{ host: NAME }]);
  });

  it('when the name has used up its hour: at once, for it would be too long a wait', { timeout: WAIT_MS }, async () => {
    await street();
    rig.point(NAME, WEB);
    await rig.client.pool.query("insert into validations (host, task_id, start) select $1, 0, n from generate_series(1, 5) n", [NAME]);
    const { id } = await order();
    const view = await live(id);
    expect(issuing(view)).toMatchObject({ status: 'succeeded', changed: false, because: expect.stringContaining('Five validations of a name failed within an hour') });
    expect((await rig.fleet.nodes[0]?.control({ op: 'log' })) as { argv: string[] }[]).not.toContainEqual(expect.objectContaining({ argv: expect.arrayContaining(['v-add-letsencrypt-domain']) }));
    rig.autoSsl();
    await rig.certificate(id, 'web', (one) => one.state === 'limited');
  });
});

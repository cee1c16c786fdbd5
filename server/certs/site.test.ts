/** What a website's settings and its certificate mean to each other. */
import { expect, inject, it } from 'vitest';
import { sslRig } from '#e2e/ssl-rig.ts';
import { changeSite } from '#server/tasks/site-edit.ts';

it('HTTPS that is forced before there is a certificate waits for it; another name is covered as soon as the node has it', { timeout: 60_000 }, async () => {
  await using rig = await sslRig({ databaseUrl: inject('databaseUrl') });
  rig.delegate('rosas-bakery.com');
  rig.delegate('rosas-cakes.org');
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const site = async () => {
    const { service } = await rig.view(id);
    if (service.site === null) throw new Error('There is no website');
    return service.site;
  };
  const change = async (to: object) => {
    const { rev, wish } = await site();
    await changeSite(rig.engine, id, { rev, settings: { ...wish, ...to } }, 'Rosa');
  };
  const onNode = async (): Promise<Record<string, string> | undefined> => {
    const answer = (await rig.fleet.nodes[0]?.control({ op: 'run', words: ['v-list-web-domain', 'rosas-bakery-com-web', 'rosas-bakery.com', 'json'] })) as { stdout: string };
    return Object.values(JSON.parse(answer.stdout) as Record<string, Record<string, string>>)[0];
  };
  await change({ forceHttps: true, hsts: true });
  await rig.until(id, (view) => view.service.site?.known?.forceHttps === true);
  expect([(await site()).waiting, await onNode()]).toMatchObject([true, { SSL: 'no', SSL_FORCE: 'no' }]);

  rig.point('rosas-bakery.com', '203.0.113.10');
  rig.autoSsl();
  const secured = await rig.until(id, (view) => {
    if (view.service.certificates.some((one) => one.role === 'web' && one.state === 'verifying')) void rig.due(id);
    return view.service.site?.waiting === false;
  });
  expect(await onNode()).toMatchObject({ SSL: 'yes', SSL_FORCE: 'yes', SSL_HSTS: 'yes' });
  expect(secured.operations.at(-1)).toMatchObject({ kind: 'change', openedBy: 'Auto-SSL' });

  rig.point('rosas-cakes.org', '203.0.113.10');
  await change({ aliases: ['rosas-cakes.org'] });
  const covers = await rig.until(id, (view) => {
    if (view.service.certificates.some((one) => one.role === 'web' && one.state === 'verifying')) void rig.due(id);
    return view.service.certificates.some((one) => one.role === 'web' && one.covers.includes('rosas-cakes.org'));
  });
  expect(covers.service.certificates[0]?.names).toEqual(['rosas-bakery.com', 'www.rosas-bakery.com', 'rosas-cakes.org']);
  expect(await onNode()).toMatchObject({ SSL_FORCE: 'yes' });
});

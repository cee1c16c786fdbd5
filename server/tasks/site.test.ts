/** A website's settings: one wish, one change, one truth on the node. */
import { describe, expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig } from '#e2e/paper.ts';
import { allEnded, makeRig, type Rig } from '#e2e/rig.ts';
import { viewFor } from '#server/core/audience.ts';
import { type SiteSettings, siteState } from '#server/core/site.ts';
import type { ServiceView } from '#server/core/view.ts';
import { ask, rebuild } from './command.ts';
import { changeSite, retrySite } from './site-edit.ts';
import { repair, verify } from './verify.ts';

const databaseUrl = inject('databaseUrl');

const settled = (rig: Rig, id: number) => rig.until(id, allEnded);
const live = async (rig: Rig, domain?: string): Promise<number> => {
  const { id } = await rig.order(domain === undefined ? {} : { domain });
  await rig.until(id, (view) => view.service.state === 'active');
  return id;
};
async function siteOf(rig: Rig, id: number) {
  const { service: { site } } = await rig.view(id);
  if (site === null) throw new Error('There is no website');
  return site;
}
async function change(rig: Rig, id: number, to: Partial<Record<keyof SiteSettings, unknown>>) {
  const { rev, wish } = await siteOf(rig, id);
  return changeSite(rig.engine, id, { rev, settings: { ...wish, ...to } }, 'Rosa');
}
const stateOf = ({ service: { site }, tasks }: ServiceView) => site && siteState(site, tasks.findLast((task) => task.action === 'web.applySettings') ?? null);
const probed = (rig: Rig) => rig.client.pool.query(`update nodes set probed = '{"phpTemplates":["PHP-8_2","default","no-php","socket"]}'`);

describe('a website', () => {
  it('is set as wished on a real node, and again after a redeployment; what was set there by hand stays or is seen', { timeout: 60_000 }, async () => {
    await using rig = await makeRig({ databaseUrl, roles: ['web', 'mail', 'dns'] });
    await watchLaws(rig);
    await probed(rig);
    rig.worker();
    const id = await live(rig);
    expect(await siteOf(rig, id)).toMatchObject({ rev: 1, known: { phpTemplate: 'default' }, php: ['PHP-8_2', 'default', 'no-php'], names: true, waiting: false });
    const [web] = rig.fleet.nodes;
    const { domain, home } = (await rig.view(id)).service;
    const login = home?.logins.find((one) => one.role === 'web')?.login ?? '';
    const run = (...words: string[]) => web?.control({ op: 'run', words });
    const listed = async () => Object.values(JSON.parse(((await run('v-list-web-domain', login, domain, 'json')) as { stdout: string }).stdout) as Record<string, Record<string, string>>)[0];
    await run('v-add-web-domain-alias', login, domain, 'by-hand.org');
    const wished = { phpTemplate: 'PHP-8_2', aliases: ['shop.example.org', 'bücher.de'], redirect: { url: 'https://example.net/new?from=old', code: 302 }, forceHttps: true, hsts: true, cache: true };
    await change(rig, id, wished);
    await settled(rig, id);
    expect(await siteOf(rig, id)).toMatchObject({ rev: 2, known: { ...wished, aliases: ['shop.example.org', 'xn--bcher-kva.de'] }, waiting: true });
    expect(await listed()).toMatchObject({ BACKEND: 'PHP-8_2', REDIRECT: 'https://example.net/new?from=old', REDIRECT_CODE: '302', FASTCGI_CACHE: 'yes', SSL_FORCE: 'no', ALIAS: expect.stringContaining('bücher.de') });
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Ada' });
    await rig.until(id, (view) => view.service.generation === 2 && view.service.state === 'active' && allEnded(view));
    expect(await listed()).toMatchObject({ BACKEND: 'PHP-8_2', REDIRECT_CODE: '302' });
    await run('v-add-web-domain-alias', login, domain, 'by-hand.org');
    await run('v-delete-web-domain-redirect', login, domain);
    expect((await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine')).toMatchObject([{ action: 'web.applySettings', is: 'differs', found: `${domain} sends visitors elsewhere` }]);
    await repair(rig.engine, id, { by: 'Ada' });
    await settled(rig, id);
    expect(await listed()).toMatchObject({ REDIRECT: 'https://example.net/new?from=old' });
    await change(rig, id, { aliases: ['bücher.de'], redirect: null, forceHttps: false, hsts: false, cache: false });
    await settled(rig, id);
    const { ALIAS = '', REDIRECT, FASTCGI_CACHE } = (await listed()) ?? {};
    expect([ALIAS.split(',').toSorted(), REDIRECT, FASTCGI_CACHE]).toEqual([['by-hand.org', 'bücher.de', `www.${domain}`].toSorted(), '', 'no']);
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('that its node refuses says why, keeps what was wished, and is tried again or taken back', async () => {
    await using rig = await paperRig({ databaseUrl });
    await watchLaws(rig);
    rig.worker();
    const id = await live(rig);
    const { wish } = await siteOf(rig, id);
    const no = { ok: false, refusal: 'exists', message: 'Web alias x exists', hint: '', code: 4 } as const;
    rig.paper.when({ method: 'webDomains.addAlias' }, async (call) => (call.word === '' ? undefined : no), 2);
    await change(rig, id, { aliases: ['one.org', 'two.org'], cache: true });
    const failed = await settled(rig, id);
    expect(stateOf(failed)).toBe('failed');
    expect(viewFor('customer', failed).tasks.at(-1)?.error).toEqual({ message: 'The server did not take the name one.org: it may belong to another website', hint: '', code: null });
    expect(await siteOf(rig, id)).toMatchObject({ wish: { aliases: ['one.org', 'two.org'] }, known: { aliases: [] } });
    await retrySite(rig.engine, id, 'Test');
    expect(stateOf(await settled(rig, id))).toBe('failed');
    await Promise.all(Array.from({ length: 5 }, () => retrySite(rig.engine, id, 'Test')));
    expect(stateOf(await settled(rig, id))).toBe('present');
    expect(await siteOf(rig, id)).toMatchObject({ known: { aliases: ['one.org', 'two.org'], cache: true } });
    // A half of it was done: taken back, nothing of it stays.
    rig.paper.when({ method: 'webDomains.setCache' }, async () => ({ ...no, refusal: 'forbidden' }), 1);
    await change(rig, id, { aliases: ['one.org', 'three.org'], cache: false });
    expect(stateOf(await settled(rig, id))).toBe('failed');
    await change(rig, id, wish);
    await settled(rig, id);
    expect((await verify(rig.engine, id)).findings.filter((one) => one.is !== 'fine')).toEqual([]);
    const { rows } = await rig.client.pool.query<{ ours: unknown }>("select observed->'web'->'ours' as ours from services where id = $1", [id]);
    expect(rows[0]?.ours).toEqual([]);
    await replayIsTheView(rig, id);
    await lawsHold(rig);
  });

  it('tells the second of two who change it, and who wants what is another’s or is not on the server', async () => {
    await using rig = await paperRig({ databaseUrl });
    rig.worker();
    await probed(rig);
    const id = await live(rig, 'rosas-bakery.com');
    const other = await live(rig, 'other-shop.com');
    const { rev, wish } = await siteOf(rig, id);
    const both = await Promise.allSettled(['a.org', 'b.org'].map((alias) => changeSite(rig.engine, id, { rev, settings: { ...wish, aliases: [alias] } }, 'Rosa')));
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ field: 'rev' });
    await change(rig, other, { aliases: ['taken.org', 'www.mine.org'] });
    const refusals: readonly (readonly [Partial<Record<keyof SiteSettings, unknown>>, string, string])[] = [
      [{ aliases: ['taken.org'] }, 'aliases', 'taken.org belongs to another website here'],
      [{ aliases: ['other-shop.com'] }, 'aliases', 'other-shop.com belongs to another website here'],
      [{ aliases: ['www.other-shop.com'] }, 'aliases', 'www.other-shop.com belongs to another website here'],
      [{ aliases: ['www.rosas-bakery.com'] }, 'aliases', 'www.rosas-bakery.com leads to this website already'],
      [{ aliases: ['fine.org', 'a b'] }, 'aliases.1', 'Name 2: Domain is not valid'],
      [{ phpTemplate: 'PHP-5_2' }, 'phpTemplate', 'This PHP version is not on the server'],
      [{ redirect: { url: 'https://www.rosas-bakery.com/x', code: 301 } }, 'redirect.url', 'This leads back to the website itself: visitors would go in a circle'],
      [{ hsts: true }, 'hsts', 'It needs HTTPS for everybody: switch that on as well'],
    ];
    for (const [to, field, message] of refusals) await expect(change(rig, id, to)).rejects.toMatchObject({ message, field });
    // A name belongs to one service, whoever of all is quicker, and to nobody who orders it.
    const racing = await Promise.allSettled([id, other].map((one) => change(rig, one, { aliases: ['raced.org'] })));
    expect(racing.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const owner = racing[0]?.status === 'fulfilled' ? id : other;
    await expect(rig.order({ domain: 'raced.org' })).rejects.toMatchObject({ field: 'domain', message: `Domain raced.org is a further name of service #${owner}` });
    await ask(rig.engine, owner, { command: 'suspend' }, 'Ada');
    await expect(change(rig, owner, { cache: true })).rejects.toThrow('The service is suspended');
  });
});

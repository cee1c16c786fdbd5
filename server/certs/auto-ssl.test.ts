import { afterEach, describe, expect, inject, it } from 'vitest';
import { certificateOf, sslRig, type SslRig } from '#e2e/ssl-rig.ts';
import type { CertificateRole } from '#server/core/certificate.ts';
import type { CertificateView } from '#server/core/view.ts';
import { applyToCertificate } from '#server/tasks/certificates.ts';
import { ask } from '#server/tasks/command.ts';

const WEB = '203.0.113.10';
const MAIL = '203.0.113.11';
let rig: SslRig;
afterEach(() => rig[Symbol.asyncDispose]());

/** A live service with its domain delegated, and a worker; nothing points anywhere yet. */
async function live(domain: string, delegated = true): Promise<number> {
  rig = await sslRig({ databaseUrl: inject('databaseUrl') });
  if (delegated) rig.delegate(domain);
  rig.worker();
  const { id } = await rig.order({ domain });
  await rig.until(id, (view) => view.service.state === 'active');
  return id;
}
const changes = async (id: number): Promise<string[]> => {
  const view = await rig.view(id);
  return view.tasks.filter((task) => task.action.endsWith('Certificate')).map((task) => `${task.action} ${task.status}`);
};
/** The look at what is served comes a few seconds after the task: not waited for, unless the machine is so slow that it has come. */
async function verified(id: number, role: CertificateRole, names: number) {
  const is = (one: CertificateView): boolean => one.covers.length === names && one.state === 'active';
  await rig.certificate(id, role, (one) => one.state === 'verifying' || is(one));
  await rig.due(id);
  return rig.certificate(id, role, is);
}
const checkedAgain = (role: CertificateRole, id: number, at: string | null) => rig.certificate(id, role, (one) => one.checkedAt !== null && one.checkedAt !== at);

describe('a seeded certificate', () => {
  it('says which record is missing, is issued once the name points here, and is verified by what is served', { timeout: 60_000 }, async () => {
    const id = await live('rosas-bakery.com');
    rig.point('rosas-bakery.com', '198.51.100.7');
    rig.point('www.rosas-bakery.com', null);
    rig.autoSsl();
    const before = await rig.certificate(id, 'web', (one) => one.state === 'notPointing');
    expect(before.reason).toBe('rosas-bakery.com needs the A record 203.0.113.10 at ns1.registrar.test and ns2.registrar.test, which say 198.51.100.7');
    expect(before.missing).toMatchObject([{ name: 'rosas-bakery.com', type: 'A', value: WEB, found: ['198.51.100.7'] }, { name: 'www.rosas-bakery.com', type: 'A', value: WEB, found: [] }]);
    expect(Date.parse(before.nextAt) - Date.parse(before.checkedAt ?? '')).toBe(rig.policy.fastSeconds * 1000);
    expect(await changes(id)).toEqual([]);

    rig.point('rosas-bakery.com', WEB);
    await rig.due(id);
    const active = await verified(id, 'web', 1);
    expect(active).toMatchObject({ issuer: "Let's Pretend", covers: ['rosas-bakery.com'], reason: 'Covers rosas-bakery.com; www.rosas-bakery.com does not point here' });
    expect(Date.parse(active.until ?? '') - Date.now()).toBeGreaterThan(89 * 86_400_000);
    expect(await changes(id)).toEqual(['web.issueCertificate succeeded']);
    expect(rig.fronts[0]?.asked).toContain('rosas-bakery.com');
    const mail = certificateOf(await rig.view(id), 'mail');
    expect(mail).toMatchObject({ state: 'notPointing', issuer: null, until: null, stranger: 'node.brightwood.test' });

    rig.point('www.rosas-bakery.com', WEB);
    for (const name of ['mail', 'webmail']) rig.point(`${name}.rosas-bakery.com`, MAIL);
    await rig.due(id);
    await Promise.all([verified(id, 'web', 2), verified(id, 'mail', 2)]);
    const { rows } = await rig.client.pool.query('select * from validations');
    expect(rows).toEqual([]);
  });

  it('follows the site’s names: one that is new and points here is covered, one that is gone breaks nothing', { timeout: 60_000 }, async () => {
    const id = await live('rosas-bakery.com');
    for (const name of ['rosas-bakery.com', 'www.rosas-bakery.com']) rig.point(name, WEB);
    rig.autoSsl();
    await verified(id, 'web', 2);
    const named = (aliases: readonly string[]) => rig.client.pool.query("update services set observed = jsonb_set(observed, '{web,applied,aliases}', $2::jsonb) where id = $1", [id, JSON.stringify(aliases)]);
    await rig.fleet.nodes[0]?.control({ op: 'run', words: ['v-add-web-domain-alias', 'rosas-bakery-com-web', 'rosas-bakery.com', 'shop.rosas-bakery.com'] });
    await named(['shop.rosas-bakery.com', 'rosas-cakes.com']);
    rig.point('shop.rosas-bakery.com', WEB);
    await rig.due(id);
    const wider = await verified(id, 'web', 3);
    expect(wider).toMatchObject({ covers: ['rosas-bakery.com', 'www.rosas-bakery.com', 'shop.rosas-bakery.com'], reason: expect.stringContaining('rosas-cakes.com does not point here') });
    await rig.fleet.nodes[0]?.control({ op: 'run', words: ['v-delete-web-domain-alias', 'rosas-bakery-com-web', 'rosas-bakery.com', 'shop.rosas-bakery.com'] });
    await named([]);
    await rig.due(id);
    const fewer = await rig.certificate(id, 'web', (one) => one.names.length === 2);
    expect(fewer).toMatchObject({ state: 'active', covers: ['rosas-bakery.com', 'www.rosas-bakery.com'], missing: [] });
    expect(await changes(id)).toEqual(['web.issueCertificate succeeded', 'web.issueCertificate succeeded']);
  });
});

describe('while a nameserver says something else', () => {
  it('nothing is asked of Let’s Encrypt, and neither while none answers', { timeout: 60_000 }, async () => {
    const id = await live('two-faced.com');
    rig.point('two-faced.com', WEB);
    rig.nameservers[1].records['two-faced.com'] = { A: ['198.51.100.7'] };
    rig.autoSsl();
    const { checkedAt } = await rig.certificate(id, 'web', (one) => one.state === 'notPointing');
    for (const server of rig.nameservers) server.mood = 'refused';
    await rig.due(id);
    const unknown = await checkedAgain('web', id, checkedAt);
    expect(unknown).toMatchObject({ state: 'pending', reason: 'No nameserver of two-faced.com answers (ns1.registrar.test, ns2.registrar.test)' });
    for (const server of rig.nameservers) server.mood = 'well';
    rig.point('two-faced.com', WEB);
    rig.nameservers[0].records['two-faced.com'] = { A: [WEB], AAAA: ['2001:db8::7'] };
    await rig.due(id);
    const six = await checkedAgain('web', id, unknown.checkedAt);
    expect(six.reason).toBe('two-faced.com has the IPv6 address 2001:db8::7, which is not this server: remove that AAAA record at ns1.registrar.test and ns2.registrar.test');
    expect(await changes(id)).toEqual([]);
  });

  it('a domain that is not delegated is one to delegate', { timeout: 60_000 }, async () => {
    const id = await live('homeless.com', false);
    rig.autoSsl();
    expect((await rig.certificate(id, 'web', (one) => one.state === 'notPointing')).missing).toEqual([{ name: 'homeless.com', type: 'NS', value: 'ns1.brightwood.test ns2.brightwood.test', at: [], found: [] }]);
  });
});

describe('when Let’s Encrypt does not issue', () => {
  const failing = async (domain: string, text: string): Promise<number> => {
    const id = await live(domain);
    rig.point(domain, WEB);
    await rig.fleet.nodes[0]?.control({ op: 'fault', name: 'exit', match: '^v-add-letsencrypt-domain', code: 15, text: `Error: ${text}\n`, times: 0 });
    rig.autoSsl();
    return id;
  };

  it('real failures freeze it, a person may try again, and five within an hour are the most', { timeout: 60_000 }, async () => {
    const id = await failing('frozen.com', "Let's Encrypt validation status 400 (frozen.com)");
    // What is waited for is what each look ends in: that it is issuing meanwhile may be over before anybody sees it.
    const lookedAgain = async (before: CertificateView): Promise<CertificateView> => {
      await rig.due(id);
      return rig.certificate(id, 'web', (now) => now.checkedAt !== before.checkedAt && (now.state === 'failed' || now.state === 'frozen'));
    };
    let last = await rig.certificate(id, 'web', (now) => now.state === 'failed');
    for (let failures = 1; failures < rig.policy.freezeAfter; failures++) {
      expect(last.reason).toContain('validation status 400');
      last = await lookedAgain(last);
    }
    expect(last).toMatchObject({ state: 'frozen', reason: expect.stringContaining('Frozen after 3 failures') });
    rig.policy.freezeAfter = 1;
    for (const _ of [4, 5]) {
      await rig.client.pool.query(`update certificates set memory = memory || '{"asked": true}' where role = 'web'`);
      last = await lookedAgain(last);
      expect(last.state).toBe('frozen');
    }
    await rig.client.pool.query(`update certificates set memory = memory || '{"asked": true}' where role = 'web'`);
    await rig.due(id);
    const limited = await rig.certificate(id, 'web', (now) => now.state === 'limited');
    expect(limited.reason).toContain('Five validations failed within an hour');
    expect(await changes(id)).toHaveLength(5);
  });

  it('429 is honoured until the time that it names', { timeout: 60_000 }, async () => {
    const until = new Date(Math.floor(Date.now() / 1000 + 7200) * 1000);
    const id = await failing('busy.com', `Let's Encrypt new auth status 429. Details: too many new orders, retry after ${until.toISOString().slice(0, 19).replace('T', ' ')} UTC`);
    const limited = await rig.certificate(id, 'web', (now) => now.state === 'limited');
    expect(limited.nextAt).toBe(until.toISOString());
    await rig.due(id);
    await checkedAgain('web', id, limited.checkedAt);
    expect(await changes(id)).toEqual(['web.issueCertificate failed']);
  });
});

describe('several processes', () => {
  it('look at each certificate once', { timeout: 60_000 }, async () => {
    const id = await live('shared-work.com');
    for (const _ of [1, 2, 3, 4]) rig.autoSsl();
    await rig.certificate(id, 'web', (one) => one.state === 'notPointing');
    await rig.certificate(id, 'mail', (one) => one.state === 'notPointing');
    const { rows } = await rig.client.pool.query<{ claim: number }>('select claim from certificates');
    expect(rows).toEqual([{ claim: 1 }, { claim: 1 }]);
  });

  it('leave one alone that another looks at, until that one’s lease has ended; who comes late writes nothing', { timeout: 60_000 }, async () => {
    const id = await live('left-alone.com');
    const { pool } = rig.client;
    await pool.query("update certificates set leased_until = now() + interval '1 hour', claim = 7 where role = 'web'");
    rig.autoSsl();
    await rig.certificate(id, 'mail', (one) => one.state === 'notPointing');
    expect(certificateOf(await rig.view(id), 'web')?.checkedAt).toBeNull();
    await pool.query("update certificates set leased_until = now() where role = 'web'");
    const { checkedAt } = await rig.certificate(id, 'web', (one) => one.state === 'notPointing');
    const late = await rig.client.db.transaction((tx) => applyToCertificate(tx, { serviceId: id, generation: 1, role: 'web' }, { is: 'done' }, rig.policy, 7));
    expect(late).toBeNull();
    // Whatever happens while somebody looks makes worthless what he saw.
    const { rows: [now] } = await pool.query<{ claim: number }>("select claim from certificates where role = 'web'");
    const overtaken = await rig.client.db.transaction(async (tx) => {
      await applyToCertificate(tx, { serviceId: id, generation: 1, role: 'web' }, { is: 'failed', message: 'no' }, rig.policy);
      return applyToCertificate(tx, { serviceId: id, generation: 1, role: 'web' }, { is: 'working' }, rig.policy, now?.claim);
    });
    expect(overtaken).toBeNull();
    expect(certificateOf(await rig.view(id), 'web')).toMatchObject({ state: 'failed', checkedAt });
  });

  it('look at nothing of a service that is suspended', { timeout: 60_000 }, async () => {
    const id = await live('on-hold.com');
    await ask(rig.engine, id, { command: 'suspend' }, 'Rosa');
    await rig.until(id, (view) => view.service.state === 'suspended');
    rig.autoSsl();
    const other = await rig.order({ domain: 'not-on-hold.com' });
    await rig.certificate(other.id, 'web', (one) => one.state === 'notPointing');
    expect(certificateOf(await rig.view(id), 'web')).toMatchObject({ state: 'pending', checkedAt: null });
    await ask(rig.engine, id, { command: 'unsuspend' }, 'Rosa');
    await rig.certificate(id, 'web', (one) => one.state === 'notPointing');
  });
});

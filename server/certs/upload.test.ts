import { afterEach, expect, inject, it } from 'vitest';
import { sslRig, type SslRig } from '#e2e/ssl-rig.ts';
import { newAuthority } from '#e2e/authority.ts';
import { Secret } from '#server/core/secret.ts';
import { ask, rebuild } from '#server/tasks/command.ts';
import { askNow, upload, withdraw } from './ask.ts';

let rig: SslRig;
afterEach(() => rig[Symbol.asyncDispose]());

const everything = async (): Promise<string> => {
  const { rows: tables } = await rig.client.pool.query<{ name: string }>("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')");
  const all = await Promise.all(tables.map(({ name }) => rig.client.pool.query<{ row: string }>(`select t::text as row from ${name} t`)));
  return all.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
};

it('an uploaded certificate is installed and served, kept through a redeployment, and gives way when it is removed; its key is seen nowhere', { timeout: 60_000 }, async () => {
  rig = await sslRig({ databaseUrl: inject('databaseUrl') });
  rig.delegate('own-seal.com');
  for (const name of ['own-seal.com', 'www.own-seal.com']) rig.point(name, '203.0.113.10');
  rig.worker();
  const { id } = await rig.order({ domain: 'own-seal.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const given = newAuthority('Customer Authority').issue(['own-seal.com', 'www.own-seal.com']);
  const files = { certificate: given.certificate, chain: given.chain, key: new Secret(given.key) };
  await upload(rig.engine, id, 'web', files, 'Rosa');
  await expect(askNow(rig.engine, id, 'web', false)).rejects.toThrow('A task on this certificate is at work');
  rig.autoSsl();
  await rig.certificate(id, 'web', (one) => one.state === 'verifying');
  await rig.due(id);
  const active = await rig.certificate(id, 'web', (one) => one.state === 'active');
  expect(active).toMatchObject({ own: true, issuer: 'Customer Authority', reason: 'The uploaded certificate is served; Auto-SSL rests until it is removed' });
  await expect(askNow(rig.engine, id, 'web', true)).rejects.toThrow('An uploaded certificate is in use');

  // Nobody renews it: the house is told before it ends, once, however often it is looked at.
  rig.policy.warnDays = [400];
  const lookedAgain = async (before: string | null) => {
    await rig.due(id);
    return (await rig.certificate(id, 'web', (one) => one.checkedAt !== null && one.checkedAt !== before)).checkedAt;
  };
  await lookedAgain(await lookedAgain(active.checkedAt));
  expect((await rig.client.pool.query('select kind, subject, text, path from notices')).rows).toEqual([{ kind: 'certificateExpiring', subject: 'own-seal.com', text: 'Within 400 days: The uploaded certificate is served; Auto-SSL rests until it is removed', path: `/services/${id}` }]);
  rig.policy.warnDays = [];

  const secret = given.key.split('\n').filter((line) => line.length > 30);
  const stored = await everything();
  for (const line of secret) expect(stored).not.toContain(line);
  expect(JSON.stringify(await rig.fleet.nodes[0]?.control({ op: 'log' }))).not.toContain(secret[0] ?? '-');

  expect(await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Rosa' })).toBe(2);
  expect((await rig.view(id)).service.certificates).toEqual([]);
  await rig.certificate(id, 'web', (one) => one.state === 'verifying');
  await rig.due(id);
  expect(await rig.certificate(id, 'web', (one) => one.state === 'active')).toMatchObject({ own: true, issuer: 'Customer Authority' });

  await withdraw(rig.engine, id, 'web', 'Rosa');
  const pending = await rig.certificate(id, 'web', (one) => !one.own);
  expect(pending.state).toBe('pending');
  await rig.certificate(id, 'web', (one) => one.state === 'verifying');
  await rig.due(id);
  expect(await rig.certificate(id, 'web', (one) => one.state === 'active')).toMatchObject({ own: false, issuer: "Let's Pretend" });
  const { rows } = await rig.client.pool.query("select 1 from certificates where generation = 2 and (own_key is not null or own is not null)");
  expect(rows).toEqual([]);
  const { tasks } = await rig.view(id);
  expect(tasks.filter((task) => task.action.startsWith('web.') && task.action.endsWith('Certificate')).map((task) => `${task.action} ${task.status}`)).toEqual(['web.setCertificate succeeded', 'web.setCertificate succeeded', 'web.removeCertificate succeeded', 'web.issueCertificate succeeded']);
  await ask(rig.engine, id, { command: 'terminate' }, 'Rosa');
  await rig.until(id, (view) => view.service.state === 'terminated');
  expect((await rig.client.pool.query('select 1 from certificates')).rows).toEqual([]);
});

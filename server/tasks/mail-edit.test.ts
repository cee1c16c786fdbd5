/** Mail as a whole: one wish, one change, one truth on the node; and what the world is told of it. */
import { expect, inject, it } from 'vitest';
import { lawsHold, replayIsTheView, watchLaws } from '#e2e/laws.ts';
import { paperRig } from '#e2e/paper.ts';
import { allEnded, differing } from '#e2e/rig.ts';
import { viewFor } from '#server/core/audience.ts';
import { newMailbox } from '#server/core/items/mailbox.ts';
import { mailState, taskOfMail } from '#server/core/mail-settings.ts';
import { Secret } from '#server/core/secret.ts';
import type { ServiceView } from '#server/core/view.ts';
import { rebuild } from './command.ts';
import { addItem, changeItem, removeItem } from './items.ts';
import { changeMail, retryMail } from './mail-edit.ts';
import { mailHealth } from './mail-health.ts';

const databaseUrl = inject('databaseUrl');
const stateOf = ({ service: { mail }, tasks }: ServiceView) => mail && mailState(mail, taskOfMail(tasks));

it('to unknown names goes where it is wished, again after a redeployment, and never round for ever', async () => {
  await using rig = await paperRig({ databaseUrl });
  await watchLaws(rig);
  rig.worker();
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await rig.until(id, (view) => view.service.state === 'active');
  const settled = () => rig.until(id, allEnded);
  const to = async (catchAll: unknown, rev?: number) => changeMail(rig.engine, id, { rev: rev ?? (await rig.view(id)).service.mail?.rev ?? 0, settings: { catchAll } }, 'Rosa');
  expect((await rig.view(id)).service.mail).toEqual({ rev: 1, wish: { catchAll: null }, known: { catchAll: null }, outside: false });
  await expect(to('info@rosas-bakery.com')).rejects.toMatchObject({ field: 'catchAll' });
  await expect(to('|/bin/sh')).rejects.toMatchObject({ field: 'catchAll' });
  const box = await addItem(rig.engine, id, { kind: 'mailbox', name: 'info', settings: { ...newMailbox, aliases: ['hello'] }, password: new Secret('blue-Kettle-19') }, 'Rosa');
  await to('hello@rosas-bakery.com');
  await expect(to(null, 1)).rejects.toMatchObject({ field: 'rev' });
  expect((await settled()).service.mail).toMatchObject({ rev: 2, known: { catchAll: 'hello@rosas-bakery.com' } });
  // Whoever reads it stays: its mailbox, and the name by which it is meant.
  const { rev } = (await rig.client.pool.query<{ rev: number }>('select rev from items where id = $1', [box.id])).rows[0] ?? { rev: 0 };
  await expect(changeItem(rig.engine, id, { id: box.id, rev }, { settings: newMailbox, password: null }, 'Rosa')).rejects.toThrow('hello@rosas-bakery.com takes all mail');
  await expect(removeItem(rig.engine, id, { id: box.id, rev }, 'Rosa')).rejects.toThrow('choose another address for that first');
  await to('rosa@example.org');
  await settled();
  await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Ada' });
  expect((await rig.until(id, (view) => view.service.generation === 2 && view.service.state === 'active' && allEnded(view))).service.mail).toMatchObject({ known: { catchAll: 'rosa@example.org' } });
  expect(await differing(rig, id)).toEqual([]);
  // Half of a change is seen, and made whole.
  rig.paper.when({ method: 'mailDomains.addCatchAll' }, async () => ({ ok: false, refusal: 'forbidden', message: 'no', hint: '', code: 10 }));
  await to('ada@example.org');
  const failed = await settled();
  expect([stateOf(failed), viewFor('customer', failed).tasks.at(-1)?.error?.message]).toEqual(['failed', 'The server did not take the address for all other mail']);
  expect(await differing(rig, id)).toEqual(['rosas-bakery.com sends mail to unknown names elsewhere']);
  await retryMail(rig.engine, id, 'Test');
  expect(stateOf(await settled())).toBe('present');
  expect(await differing(rig, id)).toEqual([]);
  await replayIsTheView(rig, id);
  await lawsHold(rig);
});

it('has its records looked up, by one look for all who ask at once, with the key that its node has', async () => {
  let looks = 0;
  await using rig = await paperRig({ databaseUrl, roles: ['web', 'mail', 'dns'], engine: { lookUp: async (name, type) => { looks++; return { nameservers: ['ns1.example.net'], answers: [type === 'MX' ? [`10 mail.${name}`] : []], fault: null }; } } });
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  await expect(mailHealth(rig.engine, id)).rejects.toThrow('being set up');
  rig.worker();
  await rig.until(id, (view) => view.service.state === 'active');
  const [one, other] = await Promise.all([mailHealth(rig.engine, id), mailHealth(rig.engine, id)]);
  expect([looks, one === other]).toEqual([4, true]);
  expect(one.records.map(({ record, is }) => `${record} ${is}`)).toEqual(['mx right', 'spf missing', 'dkim missing', 'dmarc missing']);
  expect(one.records[2]?.values).toEqual(['v=DKIM1; p=AAAA']);
  rig.paper.when({ method: 'mailDomains.dkim' }, async () => { throw new DOMException('late', 'TimeoutError'); });
  await expect(mailHealth(rig.engine, id)).rejects.toThrow('late');
  await expect(mailHealth(rig.engine, 4711)).rejects.toThrow('is not there');
});

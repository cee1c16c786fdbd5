/** What every panel driver must do as a guest on accounts that are not its own. */
import { describe, expect, it } from 'vitest';
import { ipv4 } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { mailboxOf, recordOf, sharedFromRow } from '#server/core/vanity.ts';
import { account, alpha, DRIVERS, IP, log, nameservers, panel, PASSWORD, refusal, site, useNode } from './contract.test-data.ts';

describe.each(DRIVERS)('$name', ({ driver }) => {
  useNode(driver);

  it('adds, changes, suspends and removes one mailbox of a user, and no other', async () => {
    await account();
    const [mine, other] = ['rosa', 'other'].map((name) => sharedFromRow({ login: alpha, name, shared: site })).map(({ owner, names }) => mailboxOf(owner, names));
    if (mine === undefined || other === undefined) throw new Error('Two mailboxes are wanted');
    expect(await panel.mailboxes.find(mine)).toBeNull();
    expect(refusal(await panel.mailboxes.add(mine, PASSWORD, 250))).toBe('missing');
    expect(await panel.mailDomains.add(alpha, site)).toEqual({ ok: true });
    expect(await panel.mailboxes.find(mine)).toBeNull();
    expect(await panel.mailboxes.add(other, PASSWORD, null)).toEqual({ ok: true });
    expect(await panel.mailboxes.add(mine, PASSWORD, 250)).toEqual({ ok: true });
    expect(await panel.mailboxes.find(mine)).toEqual({ quotaMb: 250, suspended: false });
    expect(refusal(await panel.mailboxes.add(mine, PASSWORD, 250))).toBe('exists');
    expect(await panel.mailboxes.setQuota(mine, null)).toEqual({ ok: true });
    expect(await panel.mailboxes.setPassword(mine, new Secret('an0ther-one'))).toEqual({ ok: true });
    expect(await panel.mailboxes.suspend(mine)).toEqual({ ok: true });
    expect(await panel.mailboxes.find(mine)).toEqual({ quotaMb: null, suspended: true });
    expect(refusal(await panel.mailboxes.setPassword(mine, PASSWORD))).toBe('suspended');
    expect(await panel.mailboxes.unsuspend(mine)).toEqual({ ok: true });
    expect(await panel.mailboxes.remove(mine)).toEqual({ ok: true });
    expect(await panel.mailboxes.find(mine)).toBeNull();
    expect(refusal(await panel.mailboxes.remove(mine))).toBe('missing');
    expect(await panel.mailboxes.find(other)).toEqual({ quotaMb: null, suspended: false });
    expect((await log()).flatMap((line) => [line.exec, ...line.processes]).join('\n')).not.toMatch(/Wörd|an0ther/);
  });

  it('adds and removes the record of one name in a zone, and no other', async () => {
    await account();
    const { owner, names } = sharedFromRow({ login: alpha, name: 'rosa', shared: site });
    const [mine, moved] = [recordOf(owner, names, IP), recordOf(owner, names, ipv4.parse('203.0.113.77'))];
    expect(await panel.zoneRecords.find(mine)).toEqual([]);
    expect(refusal(await panel.zoneRecords.add(mine))).toBe('missing');
    expect(await panel.zones.add(alpha, site, IP, nameservers)).toEqual({ ok: true });
    const before = await panel.zones.records(alpha, site);
    expect(await panel.zoneRecords.served(mine)).toBe(false);
    expect(await panel.zoneRecords.add(mine)).toEqual({ ok: true });
    expect(await panel.zoneRecords.served(mine)).toBe(true);
    expect(await panel.zoneRecords.add(mine)).toEqual({ ok: true });
    expect(await panel.zoneRecords.add(moved)).toEqual({ ok: true });
    expect(await panel.zoneRecords.find(mine)).toEqual([mine, mine, moved].map(({ ipv4: value }) => ({ type: 'A', value })));
    expect(await panel.zoneRecords.remove(mine)).toEqual({ ok: true });
    expect(await panel.zoneRecords.find(mine)).toEqual([{ type: 'A', value: moved.ipv4 }]);
    expect(await panel.zoneRecords.remove(moved)).toEqual({ ok: true });
    expect(await panel.zoneRecords.remove(moved)).toEqual({ ok: true });
    expect(await panel.zones.records(alpha, site)).toEqual(before);
  });
});

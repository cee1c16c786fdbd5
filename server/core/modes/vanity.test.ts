import { describe, expect, it } from 'vitest';
import { domain, login, packageName } from '../names.ts';
import { operationKinds } from '../operation.ts';
import { sharedFromRow } from '../vanity.ts';
import type { PlanInput, PlanKind, PlannedTask } from '../wish.ts';
import { vanity } from './vanity.ts';

const { owner } = sharedFromRow({ login: 'shared', name: 'rosa', shared: 'brightwood.net' });
const input: PlanInput = {
  domain: domain.parse('rosa.brightwood.net'), accounts: { web: { login: login.parse('rosa-brightwood-net-web'), package: packageName.parse('hw-web-1') } },
  nodes: { web: 1, mail: null, dns: [] }, guest: { mailbox: { node: 2, owner, address: 'rosa@brightwood.net' }, record: { nodes: [3, 4], owner } },
};
const kinds = operationKinds.filter((kind): kind is PlanKind => kind !== 'change' && kind !== 'repair');
const drawn = (tasks: readonly PlannedTask[]) => tasks.map(({ key, after }) => (after.length === 0 ? key : `${key} < ${after.join(' ')}`));

/** The only things that may be done on the shared accounts. */
const GUEST = /^(mail\.\w+Account\w*|dns\.(add|remove)Record)$/;

describe('Vanity', () => {
  it.each(kinds)('%s: keeps every step on a shared account to one mailbox and one record, in turns per account', (kind) => {
    const tasks = vanity.plan(kind, input);
    expect(new Set(tasks.map(({ key }) => key)).size).toBe(tasks.length);
    for (const { nodeId, action, target, serialKey, after } of tasks) {
      expect(after.every((key) => tasks.some((task) => task.key === key))).toBe(true);
      const shared = nodeId !== null && nodeId !== 1;
      expect(shared).toBe(GUEST.test(action));
      expect(!shared || serialKey === `${nodeId}:shared`).toBe(true);
      expect(!shared || target === (nodeId === 2 ? 'rosa@brightwood.net' : 'rosa.brightwood.net')).toBe(true);
      expect(serialKey?.endsWith(':shared') ?? false).toBe(shared);
    }
  });

  it('deploys site, mailbox and records side by side', () => {
    expect(drawn(vanity.plan('deploy', input))).toEqual([
      'web.addPackage', 'web.addUser < web.addPackage', 'web.addDomain < web.addUser', 'web.applySettings < web.addDomain', 'mail.addAccount', 'dns.addRecord@3', 'dns.addRecord@4',
      'service.seedAutoSsl < web.applySettings mail.addAccount dns.addRecord@3 dns.addRecord@4', 'web.issueCertificate < service.seedAutoSsl', 'service.activate < web.issueCertificate',
    ]);
  });

  it('ends everything that makes a site anew with its certificate, and never waits for that without an end', () => {
    const issuing = kinds.map((kind) => [kind, vanity.plan(kind, input).filter(({ action }) => action === 'web.issueCertificate')] as const).filter(([, tasks]) => tasks.length > 0);
    expect(issuing.map(([kind, [task]]) => [kind, task?.handsOver, task?.serialKey])).toEqual(['deploy', 'redeploy', 'reset'].map((kind) => [kind, true, '1:rosa-brightwood-net-web']));
  });

  it('leaves the record alone in every operation but one that makes it or ends the service', () => {
    const touching = kinds.filter((kind) => vanity.plan(kind, input).some(({ action }) => action.endsWith('Record')));
    expect(touching).toEqual(['deploy', 'redeploy', 'terminate']);
    expect(drawn(vanity.plan('terminate', input))).toEqual(['web.removeUser', 'mail.removeAccount', 'dns.removeRecord@3', 'dns.removeRecord@4', 'service.close < web.removeUser mail.removeAccount dns.removeRecord@3 dns.removeRecord@4']);
  });

  it('is about the mailbox alone when only that differs', () => {
    const only = { ...input, accounts: {}, nodes: { ...input.nodes, web: null }, guest: { mailbox: input.guest?.mailbox ?? null, record: null } };
    expect(drawn(vanity.plan('suspend', only))).toEqual(['mail.suspendAccount']);
    expect(drawn(vanity.plan('changePassword', only))).toEqual(['mail.changeAccountPassword']);
    expect(drawn(vanity.plan('changePackage', only))).toEqual(['mail.changeAccountQuota']);
    expect(drawn(vanity.plan('changePassword', { ...input, guest: null }))).toEqual(['web.changePassword']);
  });
});

/**
 * What a Split deploy would take with nothing in between: the plan's own graph and the nodes' own step times, with no
 * queue, no database, no SSH and no slot to wait for.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountLimits, defaultLimits } from '#server/core/limits.ts';
import { split } from '#server/core/modes/split.ts';
import { domain, email, hostname, ipv4, loginFor, type Role } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { steps } from '#server/core/steps/index.ts';
import type { AccountWish, PlannedTask, Wish } from '#server/core/wish.ts';
import { markerFor, packageFor } from '#server/tasks/wish.ts';
import { bareNode, type BareNode } from './bare-node.ts';
import { defaultZone } from '#server/core/zone.ts';
import { noEdits } from '#server/core/zone-own.ts';
import { newMail } from '#server/core/mail-settings.ts';
import { newSite } from '#server/core/site.ts';

export interface Ideal {
  /** Milliseconds from the first step to the last, all branches at once. */
  criticalMs: number;
  /** Milliseconds that one order takes of each of its nodes. */
  work: Record<Role, number>;
}

const nameservers = ['ns1.brightwood.test', 'ns2.brightwood.test'].map((name) => hostname.parse(name));
const places = { web: 1, mail: 2, dns: [3, 4] };
const roleAt: Record<number, Role> = { 1: 'web', 2: 'mail', 3: 'dns', 4: 'dns' };

function wishFor(name: string): Wish {
  const accounts: Partial<Record<Role, AccountWish>> = {};
  for (const role of split.roles) {
    accounts[role] = { login: loginFor(domain.parse(name), [role]), package: packageFor([role], defaultLimits, nameservers), limits: accountLimits([role], defaultLimits) };
  }
  const site = (host: string, address: string) => ({ host: hostname.parse(host), ipv4: ipv4.parse(address) });
  return {
    marker: markerFor('ABCD-2345'), domain: domain.parse(name), email: email.parse('rosa@example.com'), password: new Secret('correct-horse-9'), passwordVersion: 1, site: { ...newSite('default'), ours: [], off: false }, mail: newMail, nameservers, accounts,
    sites: { web: site('web-1.brightwood.test', '203.0.113.10'), mail: site('mail-1.brightwood.test', '203.0.113.11') }, dkim: null, guest: null, certificate: null, item: null, fileKey: null, zone: defaultZone, signer: null, zoneEdits: noEdits,
  };
}

async function runStep(task: PlannedTask, wish: Wish, nodes: ReadonlyMap<number, BareNode>, work: Record<Role, number>): Promise<void> {
  const node = task.nodeId === null ? undefined : nodes.get(task.nodeId);
  if (node === undefined || task.nodeId === null) return;
  const role = roleAt[task.nodeId] ?? 'web';
  const panel = node.panel((ms) => { work[role] += ms / (role === 'dns' ? places.dns.length : 1); });
  const outcome = await steps[task.action]({ panel, wish, claim: null, target: task.target, doubt: false, say: () => undefined });
  if (outcome.is !== 'done') throw new Error(`${task.action} of the ideal run is ${outcome.is}`);
  if (outcome.writes?.dkim !== undefined) wish.dkim = outcome.writes.dkim;
}

/** `mailFirst`: the mail key is there before any zone, as when the DNS nodes are what all wait for. */
async function deploy(name: string, nodes: ReadonlyMap<number, BareNode>, mailFirst: boolean): Promise<Ideal> {
  const wish = wishFor(name);
  const accounts = Object.fromEntries(Object.entries(wish.accounts).map(([role, account]) => [role, { login: account.login, package: account.package }]));
  const plan = split.plan('deploy', { domain: wish.domain, accounts, nodes: places, guest: null });
  const work = { web: 0, mail: 0, dns: 0 };
  const started = performance.now();
  const ended = new Map<string, Promise<void>>();
  for (const task of plan) {
    const after = mailFirst && task.nodeId !== places.mail ? [...task.after, 'mail.addDomain'] : task.after;
    ended.set(task.key, Promise.all(after.map((key) => ended.get(key))).then(() => runStep(task, wish, nodes, work)));
  }
  await Promise.all(ended.values());
  return { criticalMs: performance.now() - started, work };
}

/** The second order of a fleet: the packages are there. */
export async function idealSplit(speed: number, options: { mailFirst?: boolean } = {}): Promise<Ideal> {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-ideal-'));
  try {
    const nodes = new Map(Object.entries(roleAt).map(([id, role]) => [Number(id), bareNode(join(dir, id), `node-${id}`, [role], 0)]));
    await deploy('first-customer.com', nodes, false);
    for (const node of nodes.values()) node.setSpeed(speed);
    return await deploy('second-customer.com', nodes, options.mailFirst === true);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A provider who sells names: a mail user and a zone of its own on the fleet, with things in them that are nobody's business. */
import { eq } from 'drizzle-orm';
import { groups, nodes, products } from '#db/schema/index.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { domain, email, hostname, ipv4, login, marker, packageName } from '#server/core/names.ts';
import type { Answer, Limits, Panel } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { mailboxOf, recordOf, sharedFromRow, vanityTerms, type VanityTerms } from '#server/core/vanity.ts';
import type { Rig } from './rig.ts';

export const SHARED = 'brightwood.net';
const zoneOwner = login.parse('brightwood-dns');
const mailOwner = login.parse('brightwood-mail');
const provider = email.parse('noc@brightwood.test');
/** Names that somebody else has under the shared domain. */
export const FOREIGN = ['shop', 'office'] as const;

const none: Limits = { diskMb: null, bandwidthMb: null, webDomains: 0, webAliases: 0, databases: 0, mailDomains: null, mailAccounts: null, dnsDomains: null, dnsRecords: null, cronJobs: 0, backups: 0 };
const well = async (...answers: readonly (() => Promise<Answer>)[]): Promise<void> => {
  for (const ask of answers) {
    const answer = await ask();
    if (!answer.ok) throw new Error(answer.message);
  }
};

export async function panelAt(rig: Rig, at: number): Promise<Panel> {
  const [node] = await rig.client.db.select().from(nodes).where(eq(nodes.id, rig.nodeIds[at] ?? 0));
  if (node === undefined) throw new Error(`The fleet has no node ${at}`);
  return rig.engine.panelOf(node, { write: () => undefined, signal: new AbortController().signal });
}

/** What the provider has, and a product `vanity` that sells names beside it: web-1, mail-1, and every nameserver. */
export async function openStreet(rig: Rig): Promise<VanityTerms> {
  const names = [hostname.parse('ns1.brightwood.test'), hostname.parse('ns2.brightwood.test')];
  const own = packageName.parse('own');
  const shared = domain.parse(SHARED);
  const user = (panel: Panel, name: typeof zoneOwner) => [
    () => panel.packages.add({ name: own, limits: none, nameservers: names }),
    () => panel.users.add({ login: name, password: new Secret('provider-horse-1'), email: provider, package: own, marker: marker.parse('hostwright provider') }),
  ];
  const named = (name: string, owner: string) => sharedFromRow({ login: owner, name, shared: SHARED });
  const mail = await panelAt(rig, 1);
  const box = (name: string) => { const { owner, names: whose } = named(name, mailOwner); return mailboxOf(owner, whose); };
  await well(...user(mail, mailOwner), () => mail.mailDomains.add(mailOwner, shared), ...FOREIGN.map((name) => () => mail.mailboxes.add(box(name), new Secret('foreign-horse-1'), 77)));
  const zones = rig.nodeIds.slice(2);
  for (const at of zones.keys()) {
    const dns = await panelAt(rig, at + 2);
    const record = (name: string) => { const { owner, names: whose } = named(name, zoneOwner); return recordOf(owner, whose, ipv4.parse('198.51.100.7')); };
    await well(...user(dns, zoneOwner), () => dns.zones.add(zoneOwner, shared, ipv4.parse('198.51.100.1'), names), ...FOREIGN.map((name) => () => dns.zoneRecords.add(record(name))));
  }
  const terms = vanityTerms.parse({ domains: [SHARED, 'brightwood.org'], mail: { node: rig.nodeIds[1], login: mailOwner }, zone: { nodes: zones, login: zoneOwner }, reserved: ['sales'] });
  const [group] = await rig.client.db.select().from(groups);
  const row = { groupId: group?.id ?? 0, mode: 'vanity', roles: ['web', 'mail', 'dns'] as const, vanity: terms };
  await rig.client.db.insert(products).values([
    { ...row, slug: 'vanity', name: 'Vanity', limits: { ...defaultLimits, vanity_site_disk_quota: 512, vanity_mail_quota: 256 } },
    { ...row, slug: 'vanity-big', name: 'Vanity Big', limits: { ...defaultLimits, vanity_site_disk_quota: 4096, vanity_mail_quota: 2048 } },
  ]);
  return terms;
}

interface Told {
  users: Record<string, { mail: Record<string, { accounts: Record<string, unknown> }>; zones: Record<string, { records: { name: string; value: string }[] }> }>;
}
const told = async (rig: Rig): Promise<readonly Told[]> => (await Promise.all(rig.fleet.nodes.map((node) => node.control({ op: 'state' })))) as Told[];

/** Everything that the provider has, as the nodes have it written down, but for what stands under `names`. */
export async function streetBut(rig: Rig, names: readonly string[]): Promise<string> {
  const all = (await told(rig)).map(({ users }) => Object.entries(users).filter(([name]) => name === zoneOwner || name === mailOwner).map(([name, user]) => {
    const { mail, zones } = structuredClone(user);
    for (const one of Object.values(mail)) for (const box of names) Reflect.deleteProperty(one.accounts, box);
    for (const one of Object.values(zones)) one.records = one.records.filter((record) => !names.includes(record.name));
    return [name, { ...user, mail, zones }];
  }));
  return JSON.stringify(all, null, 1);
}

export interface House {
  box: unknown;
  /** Addresses of its records, per nameserver. */
  records: readonly (readonly string[])[];
  web: boolean;
}
/** What of one name is on the fleet. */
export async function houseOf(rig: Rig, name: string): Promise<House> {
  const all = await told(rig);
  return {
    box: all[1]?.users[mailOwner]?.mail[SHARED]?.accounts[name] ?? null,
    records: all.slice(2).map(({ users }) => (users[zoneOwner]?.zones[SHARED]?.records ?? []).filter((record) => record.name === name).map((record) => record.value)),
    web: Object.keys(all[0]?.users ?? {}).some((login) => login.startsWith(`${name}-`)),
  };
}

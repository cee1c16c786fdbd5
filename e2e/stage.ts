/**
 * Sets a whole stage up from outside, by the doors that people use: set-up link, nodes, product, WHMCS key. The demo,
 * the tests and the bench stand on it; there is no hidden way in.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/api/router.ts';
import { defaultLimits } from '#server/core/limits.ts';
import { newKey } from '#server/ssh/keys.ts';
import type { Authority } from './authority.ts';
import { startSimNode, type NearNode, type SimNode } from './simnode/simnode.ts';

export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;
export const login = { email: 'demo@hostwright.test', password: 'demo-hostwright' };

/** A client that keeps the session cookie, as a browser on the panel's own pages would. */
export function staffClient(url: string): Client & { cookie(): string } {
  let cookie = '';
  const client = createTRPCClient<AppRouter>({
    links: [httpLink({
      url: `${url}/api/trpc`,
      headers: () => ({ cookie, 'sec-fetch-site': 'same-origin' }),
      fetch: async (input, init) => {
        const answer = await fetch(input as string, init as RequestInit);
        const set = answer.headers.getSetCookie()[0];
        if (set !== undefined) cookie = set.split(';')[0] ?? '';
        return answer;
      },
    })],
  });
  // The client is a proxy that takes every name for a procedure's: what is assigned to it is not found again.
  return new Proxy(client, { get: (at, name) => (name === 'cookie' ? () => cookie : Reflect.get(at, name)) }) as Client & { cookie(): string };
}

export async function owner(url: string, setupUrl: string | null): Promise<ReturnType<typeof staffClient>> {
  const staff = staffClient(url);
  const token = setupUrl?.split('#')[1];
  if (token === undefined) await staff.session.login.mutate(login);
  else await staff.setup.owner.mutate({ token, name: 'Demo', ...login });
  return staff;
}

export type NodeKind = 'web' | 'mail' | 'dns' | 'all';
const rolesOf = (kind: NodeKind) => (kind === 'all' ? (['web', 'mail', 'dns'] as const) : ([kind] as const));

export interface FleetWish {
  dir: string;
  speed: number;
  /** Role of each node, `all` for one that has them all; `web-1`, `mail-1`, `ns1`, `all-1` … are made of them. */
  roles?: readonly NodeKind[];
  /** Stands for Let's Encrypt on every node. */
  acme?: Authority;
}
export interface SimFleet {
  nodes: readonly SimNode[];
  key: ReturnType<typeof newKey>;
  stop(): Promise<void>;
}

export interface NearFleet extends SimFleet {
  nodes: readonly NearNode[];
}

const hostOf = (name: string): string => `${name}.brightwood.test`;

export async function startFleet({ dir, speed, acme, roles = ['web', 'mail', 'dns', 'dns'] }: FleetWish): Promise<NearFleet> {
  const key = newKey('hostwright');
  const seen = { web: 0, mail: 0, dns: 0, all: 0 };
  const nodes = await Promise.all(roles.map((role, at) => {
    const number = ++seen[role];
    const name = role === 'dns' ? `ns${number}` : `${role}-${number}`;
    const home = join(dir, name);
    mkdirSync(home, { recursive: true });
    return startSimNode({ dir: home, name, hostname: hostOf(name), ipv4: `203.0.113.${10 + at}`, speed, roles: rolesOf(role), authorizedKeys: [key.publicKey], ...(acme && { acme }) });
  }));
  return { nodes, key, stop: async () => { await Promise.all(nodes.map((node) => node.stop())); } };
}

const kinds: readonly NodeKind[] = ['web', 'mail', 'all'];
const kindOf = (name: string): NodeKind => kinds.find((kind) => name.startsWith(kind)) ?? 'dns';
/** What the node of this name can do. */
export const nodeRoles = (name: string) => rolesOf(kindOf(name));

/** Enrols every node as the wizard does: fingerprint first, then the probe, then what it found. */
export async function enrol(staff: Client, fleet: SimFleet, slots = 4): Promise<{ groupId: number; nodeIds: number[] }> {
  const nameservers = fleet.nodes.filter((node) => nodeRoles(node.name).some((role) => role === 'dns')).map((node) => hostOf(node.name));
  const { id: groupId } = await staff.groups.save.mutate({ name: 'Brightwood', nameservers });
  const nodeIds: number[] = [];
  for (const node of fleet.nodes) {
    const address = { host: '127.0.0.1', port: node.port };
    const { fingerprint } = await staff.nodes.fingerprint.mutate(address);
    if (fingerprint !== node.fingerprint) throw new Error(`${node.name} shows another host key than its own`);
    const access = { ...address, user: 'root', fingerprint, privateKey: fleet.key.privateKey.reveal() };
    const { facts } = await staff.nodes.probe.mutate(access);
    const roles = [...nodeRoles(node.name)];
    const has = (role: 'mail' | 'dns') => roles.some((one) => one === role);
    const hostname = hostOf(node.name);
    const added = await staff.nodes.add.mutate({
      ...access, name: node.name, groupId, roles, ipv4: facts.ipv4[0] ?? '203.0.113.10', hostname, slots,
      ...(has('mail') && { mailHost: hostname }), ...(has('dns') && { nameserver: hostname }),
    });
    nodeIds.push(added.id);
  }
  return { groupId, nodeIds };
}

export const splitProduct = async (staff: Client, groupId: number): Promise<string> => {
  const slug = 'split-starter';
  await staff.products.save.mutate({ slug, name: 'Split Starter', mode: 'split', groupId, roles: ['web', 'mail', 'dns'], limits: defaultLimits, phpTemplate: 'default' });
  return slug;
};

export const sentence = (error: unknown): string => (error instanceof TRPCClientError || error instanceof Error ? error.message : String(error));

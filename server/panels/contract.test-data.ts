/** A node behind a real SSH server for the contract: one for each test, read through live bindings. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import * as z from 'zod';
import { newAuthority } from '#e2e/authority.ts';
import { startSimNode, type SimNode } from '#e2e/simnode/simnode.ts';
import { domain, email, hostname, ipv4, login, marker, packageName } from '#server/core/names.ts';
import type { Answer, Limits, Panel } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { newKey } from '#server/ssh/keys.ts';
import { SshPool, type SshTarget } from '#server/ssh/pool.ts';
import { hestia } from './hestia/driver.ts';
import type { Run } from './hestia/exec.ts';

export type Driver = (run: Run) => Panel;
export const DRIVERS: readonly { name: string; driver: Driver }[] = [{ name: 'hestia', driver: hestia }];

const CLIENT_KEY = newKey();
export const ACME = newAuthority();
export const IP = ipv4.parse('203.0.113.10');
export const alpha = login.parse('alpha-web');
export const site = domain.parse('alpha.com');
export const pack = packageName.parse('hw-silver');
export const PASSWORD = new Secret(`Wörd'"$IFS\`id\`;& \\ -n`);
export const unlimited: Limits = {
  diskMb: null, bandwidthMb: null, webDomains: 1, webAliases: null, databases: null, mailDomains: 1, mailAccounts: null, dnsDomains: 1, dnsRecords: null, cronJobs: null, backups: 1,
};
export const nameservers = [hostname.parse('ns1.host.net'), hostname.parse('ns2.host.net')];
export const wish = { login: alpha, password: PASSWORD, email: email.parse('a@alpha.com'), package: pack, marker: marker.parse('hostwright abc123') };
const logLines = z.array(z.object({ exec: z.string(), argv: z.array(z.string()), processes: z.array(z.string()) }));

export const refusal = (answer: Answer): string => (answer.ok ? 'ok' : answer.refusal);
export const failed = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => null, (error: unknown) => error);

export let node: SimNode;
export let pool: SshPool;
export let target: SshTarget;
export let panel: Panel;
let signal: AbortSignal | undefined;

/** What the panel's commands from here on can be given up by. */
export const giveUpBy = (own: AbortSignal): void => void (signal = own);

export function useNode(driver: Driver): void {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'contract-'));
    node = await startSimNode({ dir, name: 'node1', hostname: 'node1.host.net', ipv4: IP, authorizedKeys: [CLIENT_KEY.publicKey], acme: ACME });
    pool = new SshPool({ connectTimeoutMs: 5_000, keepAliveMs: 10_000, maxChannels: 8, stalledMs: 60_000 });
    target = { key: 'node1/1', host: '127.0.0.1', port: node.port, user: 'root', privateKey: CLIENT_KEY.privateKey, fingerprint: node.fingerprint };
    signal = undefined;
    panel = driver((command, take) => pool.run(target, command, { onLine: () => undefined, signal, ...(take && { take }) }));
  });
  afterEach(async () => {
    await pool.close();
    await node.stop();
    await rm(dir, { recursive: true });
  });
}

export const log = async () => logLines.parse(await node.control({ op: 'log' }));
export async function account(): Promise<void> {
  expect(await panel.packages.add({ name: pack, limits: unlimited, nameservers })).toEqual({ ok: true });
  expect(await panel.users.add(wish)).toEqual({ ok: true });
}

/** Many suspensions at once, asked for by WHMCS's door, on a fleet whose slots and locks are the bound. */
import { defaultZone } from '#server/core/zone.ts';
import { noEdits } from '#server/core/zone-own.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domain, login, marker, email, packageName, ipv4, hostname } from '#server/core/names.ts';
import { Secret } from '#server/core/secret.ts';
import { suspendUser } from '#server/core/steps/account.ts';
import { bareNode } from './bare-node.ts';
import { openCrowd } from './crowd.ts';
import type { Bench } from './figure.ts';
import { insertRate } from './floors.ts';
import type { Door, Stand } from './stand.ts';
import { newMail } from '#server/core/mail-settings.ts';
import { newSite } from '#server/core/site.ts';

const NAMES = Array.from({ length: 8 }, (_, at) => `all-${at + 1}`);
const SLOTS = 4;
const IDEAL_SECONDS = 60;
const CALLERS = 16;

interface Work {
  /** Milliseconds of one suspension at a real node's speed, looks included. */
  all: number;
  /** Of those, what holds locks that all accounts of the node share. */
  locked: number;
}

/** One suspension of an account with website, mail and zone, by the product's own step on a node without SSH. */
async function workOf(): Promise<Work> {
  const dir = mkdtempSync(join(tmpdir(), 'hostwright-suspend-'));
  try {
    const node = bareNode(dir, 'all-1', ['web', 'mail', 'dns'], 0);
    const took: number[] = [];
    const panel = node.panel((ms) => took.push(ms));
    const [name, account, pack, mark] = [domain.parse('bench.com'), login.parse('bench-com'), packageName.parse('default'), marker.parse('hostwright bench2345')];
    const nameservers = [hostname.parse('ns1.brightwood.test'), hostname.parse('ns2.brightwood.test')];
    const made = [
      await panel.users.add({ login: account, password: new Secret('correct-horse-9'), email: email.parse('rosa@example.com'), package: pack, marker: mark }),
      await panel.webDomains.add(account, name, ipv4.parse('203.0.113.10')), await panel.mailDomains.add(account, name), await panel.zones.add(account, name, ipv4.parse('203.0.113.10'), nameservers),
    ];
    for (const answer of made) if (!answer.ok) throw new Error(answer.message);
    node.setSpeed(1);
    took.length = 0;
    const limits = { diskMb: null, bandwidthMb: null, webDomains: null, webAliases: null, databases: null, mailDomains: null, mailAccounts: null, dnsDomains: null, dnsRecords: null, cronJobs: null, backups: null };
    const outcome = await suspendUser('web')({
      panel, target: account, doubt: false, claim: null, say: () => undefined,
      wish: { marker: mark, domain: name, email: email.parse('rosa@example.com'), password: new Secret('correct-horse-9'), passwordVersion: 1, site: { ...newSite('default'), ours: [], off: false }, mail: newMail, nameservers, accounts: { web: { login: account, package: pack, limits } }, sites: {}, dkim: null, guest: null, certificate: null, item: null, fileKey: null, zone: defaultZone, signer: null, zoneEdits: noEdits },
    });
    if (outcome.is !== 'done') throw new Error(`The suspension of the ideal run is ${outcome.is}`);
    return { all: took.reduce((sum, ms) => sum + ms, 0), locked: Math.max(...took) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function suspendAll({ url, key }: Door, ids: readonly string[]): Promise<void> {
  const left = [...ids];
  await Promise.all(Array.from({ length: CALLERS }, async () => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const answer = await fetch(`${url}/api/trpc/service.suspend`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: JSON.stringify({ serviceId: id }) });
      if (!answer.ok) throw new Error(`A suspension was refused: ${await answer.text()}`);
    }
  }));
}

const took = async ({ client }: Stand): Promise<number> => {
  const { rows } = await client.pool.query<{ s: number }>("select extract(epoch from max(o.finished_at) - min(o.opened_at))::float as s from operations o where o.kind = 'suspend'");
  return rows[0]?.s ?? Number.NaN;
};

export async function suspend(bench: Bench): Promise<void> {
  const services = bench.quick ? 100 : 1000;
  const work = await workOf();
  // The panel's own command holds what all accounts of a node share, so that one at a time is the most there.
  const boundSeconds = (each: number): number => (Math.max(work.all / SLOTS, work.locked) * each) / 1000;
  const real = boundSeconds(services / NAMES.length);
  const speed = (bench.quick ? IDEAL_SECONDS / 5 : IDEAL_SECONDS) / real;
  bench.say(`suspend: ${services} services are made`);
  await using crowd = await openCrowd({ names: NAMES, mode: 'unified', roles: ['web', 'mail', 'dns'], services, slots: SLOTS });
  await crowd.setSpeed(speed);
  const { rows } = await crowd.stand.client.pool.query<{ id: string; busiest: number }>("select external_id as id, (select max(n)::int from (select count(*) as n from placements where role = 'web' group by node_id) per) as busiest from services");
  bench.say(`suspend: ${services} at once, step times × ${speed.toFixed(3)}`);
  await suspendAll(crowd.door, rows.map(({ id }) => id));
  await crowd.stand.until(real * speed * 10 + 120, 'all suspended', "select count(*)::int as n from services where state <> 'suspended'", (row) => row['n'] === 0);
  const fullest = rows[0]?.busiest ?? 0;
  const [seconds, ideal] = [await took(crowd.stand), boundSeconds(fullest) * speed];
  bench.report({ name: 'suspend', unit: '× ideal', goal: { most: 1.15 }, runs: [seconds / ideal], floor: { what: 'bound by slots and locks', value: ideal, unit: 's' }, note: `${services} services suspended after ${seconds.toFixed(1)} s on ${NAMES.length} nodes × ${SLOTS} slots (${fullest} on the fullest); one is ${(work.all / 1000).toFixed(2)} s of a node, ${(work.locked / 1000).toFixed(2)} s of it under locks that the node's accounts share; inserts here are ${(await insertRate(crowd.stand.client)).toFixed(0)} /s` });
}

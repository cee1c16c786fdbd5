/**
 * Every step of every mode on one real node, by the product's own plans, steps and driver: build, verify, suspend, change,
 * empty, build anew, remove. On throw-away accounts whose names begin with `hwt`; whatever happens, they are removed.
 */
import { randomBytes } from 'node:crypto';
import { accountLimits, defaultLimits, type ProductLimits } from '#server/core/limits.ts';
import { split } from '#server/core/modes/split.ts';
import { unified } from '#server/core/modes/unified.ts';
import { domain, email, hostname, ipv4, loginFor, type Role, roles } from '#server/core/names.ts';
import type { Panel } from '#server/core/panel.ts';
import { Secret } from '#server/core/secret.ts';
import { steps } from '#server/core/steps/index.ts';
import { lookingOnly, verifyTask, wishedTasks } from '#server/core/verify.ts';
import type { AccountWish, Mode, PlanInput, PlanKind, PlannedTask, Wish } from '#server/core/wish.ts';
import { markerFor, packageFor } from '#server/tasks/wish.ts';
import { defaultZone } from '#server/core/zone.ts';
import { noEdits } from '#server/core/zone-own.ts';
import { newMail } from '#server/core/mail-settings.ts';
import { newSite } from '#server/core/site.ts';

/** One line of the table: what was done, how it ended, how long it took. */
export interface Line {
  service: string;
  step: string;
  ok: boolean;
  ms: number;
  words: string;
}
interface Subject {
  name: string;
  mode: Mode;
  input: PlanInput;
  wish: Wish;
  smaller: Wish;
}
export interface NodeUnderTest {
  panel: Panel;
  /** What the node calls itself and answers on, as its probe says. */
  ipv4: string;
  hostname: string;
}

const NODE = 1;
const nameservers = ['ns1.hostwright.example', 'ns2.hostwright.example'].map((name) => hostname.parse(name));

/** One panel gives a domain to one account, so on one node Split is tried role by role. */
const subjects: readonly { mode: Mode; of: readonly Role[] }[] = [
  { mode: unified, of: roles }, { mode: split, of: ['web'] }, { mode: split, of: ['mail'] }, { mode: split, of: ['dns'] },
];

function subjectOf(node: NodeUnderTest, { mode, of }: (typeof subjects)[number], taken: readonly Role[]): Subject {
  const name = domain.parse(`hwt${randomBytes(4).toString('hex')}.com`);
  const shares = mode.accounts(taken);
  const wishFor = (limits: ProductLimits): Wish => {
    const accounts: Partial<Record<Role, AccountWish>> = {};
    for (const shared of shares) for (const role of shared) accounts[role] = { login: loginFor(name, shared), package: packageFor(shared, limits, nameservers), limits: accountLimits(shared, limits) };
    const site = { host: hostname.parse(node.hostname), ipv4: ipv4.parse(node.ipv4) };
    return {
      marker: markerFor(randomBytes(4).toString('hex')), domain: name, email: email.parse('hostwright@example.com'), password: new Secret(randomBytes(15).toString('base64url')), passwordVersion: 1,
      site: { ...newSite('default'), ours: [], off: false }, mail: newMail, nameservers, accounts, sites: { web: site, ...(of.includes('mail') && { mail: site }) }, dkim: null, guest: null, certificate: null, item: null, fileKey: null, zone: defaultZone, signer: null, zoneEdits: noEdits,
    };
  };
  const wish = wishFor(defaultLimits);
  const smaller = { ...wish, ...(({ accounts }) => ({ accounts }))(wishFor({ ...defaultLimits, web_disk_quota: 1024, mail_disk_quota: 1024, dns_records: 50 })) };
  const has = (role: Role): number | null => (taken.includes(role) ? NODE : null);
  return { name: `${mode.name} ${taken.join('+')}`, mode, wish, smaller, input: { domain: name, accounts: Object.fromEntries(Object.entries(wish.accounts).map(([role, { login, package: pack }]) => [role, { login, package: pack }])), nodes: { web: has('web'), mail: has('mail'), dns: taken.includes('dns') ? [NODE] : [] }, guest: null } };
}

type Report = (line: Line) => void;
const MOST_TRIES = 3;

async function runTask(panel: Panel, task: PlannedTask, wish: Wish): Promise<{ ok: boolean; words: string }> {
  let words = '';
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const outcome = await steps[task.action]({ panel, wish, doubt: tries > 0, claim: null, target: task.target, say: () => undefined });
    if (outcome.is === 'done') {
      if (outcome.writes?.dkim !== undefined) wish.dkim = outcome.writes.dkim;
      return { ok: true, words: outcome.changed ? 'done' : 'as wished' };
    }
    words = outcome.is === 'later' ? outcome.because : outcome.message;
    if (outcome.is === 'failed' && !outcome.retry) break;
  }
  return { ok: false, words };
}

/** Step after step, in the plan's order; the rest of a plan is not tried after a step that failed. */
async function run(panel: Panel, { name, mode, input }: Subject, kind: PlanKind, wish: Wish, report: Report): Promise<boolean> {
  for (const task of mode.plan(kind, input).filter((one) => one.nodeId !== null)) {
    const started = performance.now();
    const { ok, words } = await runTask(panel, task, wish).catch((error: unknown) => ({ ok: false, words: error instanceof Error ? error.message : String(error) }));
    report({ service: name, step: `${kind}: ${task.action}`, ok, ms: performance.now() - started, words });
    if (!ok) return false;
  }
  return true;
}

async function verified(panel: Panel, { name, mode, input, wish }: Subject, suspended: boolean, report: Report): Promise<boolean> {
  const started = performance.now();
  const found = [];
  for (const task of wishedTasks(mode, input, suspended)) found.push(await verifyTask(task, lookingOnly(panel), wish));
  const wrong = found.filter((one) => one.is !== 'fine');
  report({ service: name, step: 'verify', ok: wrong.length === 0, ms: performance.now() - started, words: wrong.length === 0 ? `${found.length} parts as wished` : wrong.map((one) => one.found).join('; ') });
  return wrong.length === 0;
}

async function live(panel: Panel, subject: Subject, report: Report): Promise<boolean> {
  const { wish, smaller } = subject;
  return (await run(panel, subject, 'deploy', wish, report)) && (await verified(panel, subject, false, report))
    && (await run(panel, subject, 'deploy', wish, report))
    && (await run(panel, subject, 'changePassword', wish, report))
    && (await run(panel, subject, 'suspend', wish, report)) && (await verified(panel, subject, true, report))
    && (await run(panel, subject, 'unsuspend', wish, report))
    && (await run(panel, subject, 'changePackage', smaller, report)) && (await run(panel, subject, 'changePackage', wish, report))
    && (await run(panel, subject, 'reset', wish, report)) && (await run(panel, subject, 'redeploy', wish, report)) && (await verified(panel, subject, false, report));
}

/** Answers whether all went well; every step is reported as it ends. */
export async function checkNode(node: NodeUnderTest, able: readonly Role[], report: Report): Promise<boolean> {
  let well = true;
  for (const one of subjects) {
    const taken = one.of.filter((role) => able.includes(role));
    if (taken.length < one.of.length) continue;
    const subject = subjectOf(node, one, taken);
    well = (await live(node.panel, subject, report)) && well;
    well = (await run(node.panel, subject, 'terminate', subject.wish, report)) && well;
  }
  return well;
}

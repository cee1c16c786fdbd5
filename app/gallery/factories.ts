/** One named builder per state of a service. Times are fixed: a picture taken today equals one taken tomorrow. */
import type { RoomsApi } from '#app/_rooms/room-context.tsx';
import { defaultLimits } from '#server/core/limits.ts';
import { type Action, actionFacts } from '#server/core/action.ts';
import type { CertificateState } from '#server/core/certificate.ts';
import { type MailView, newMail } from '#server/core/mail-settings.ts';
import { operationStatus, type OperationStatus, type ServiceState, type TaskCounts } from '#server/core/operation.ts';
import { isDone, isHeld, type TaskStatus } from '#server/core/task.ts';
import type { PointingRecord, PointingState } from '#server/core/pointing.ts';
import { newSite, type SiteView } from '#server/core/site.ts';
import type { CertificateView, HomeFacts, OperationView, ServiceFacts, ServiceView, TaskView, TryView } from '#server/core/view.ts';

/** The moment at which the gallery's clock stands. */
export const now = Date.parse('2026-06-03T20:41:58.000Z');
export const secondsAgo = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

/** Status, and how many seconds ago it became so. */
type Step = readonly [Action, TaskStatus, number, node?: string];

const nodes: Record<string, { id: number; name: string }> = {
  web: { id: 1, name: 'web-1' },
  mail: { id: 2, name: 'mail-2' },
  dns: { id: 3, name: 'ns1' },
  ns2: { id: 4, name: 'ns2' },
};

function triesOf(status: TaskStatus, at: number): readonly TryView[] {
  if (status === 'waiting' || status === 'queued') return [];
  const started = secondsAgo(at + 3);
  const one = (outcome: TryView['outcome']): readonly TryView[] => [{ number: 1, startedAt: started, finishedAt: outcome === 'running' ? null : secondsAgo(at), outcome }];
  if (isHeld(status)) return one('running');
  if (status === 'postponed' || status === 'cancelled') return one(status);
  return one(isDone(status) ? 'succeeded' : 'failed');
}

export function task([action, status, at, node]: Step, id: number): TaskView {
  const { role, lane } = actionFacts[action];
  const begun = status !== 'waiting' && status !== 'queued';
  return {
    id,
    operationId: 1,
    action,
    lane,
    target: 'rosas-bakery.example',
    node: role === 'service' ? null : (nodes[node ?? role] ?? null),
    status,
    attempts: status === 'failed' ? 3 : status === 'retrying' ? 1 : begun ? 1 : 0,
    maxAttempts: 3,
    weight: Math.round(actionFacts[action].seconds * 10),
    after: [],
    createdAt: secondsAgo(21),
    queuedAt: status === 'waiting' ? null : secondsAgo(at + 4),
    startedAt: begun ? secondsAgo(at + 3) : null,
    finishedAt: isDone(status) || status === 'failed' ? secondsAgo(at) : null,
    runAt: status === 'retrying' || status === 'postponed' ? secondsAgo(-12) : null,
    updatedAt: secondsAgo(at),
    because: status === 'postponed' ? 'Another change holds the package manager' : null,
    error: status === 'failed' ? { message: 'The mail server did not take the domain', hint: 'Look at the mail service of mail-2', code: 20 } : null,
    changed: isDone(status) ? true : null,
    tries: triesOf(status, at),
  };
}

/** The newest task of a mailbox. */
export const itemTask = (status: TaskStatus): TaskView => ({ ...task(['mail.changeMailbox', status, 3], 2600), item: 1, ...(status === 'failed' && { error: { message: 'There is one of this name on the server already', hint: '', code: null } }) });

export const home: HomeFacts = {
  has: ['web', 'mailboxes', 'databases', 'ftp', 'cron', 'dns', 'ssl', 'account'],
  rooms: {},
  logins: [
    { role: 'web', login: 'rosas-bakery-web', host: 'web-1.host.example' },
    { role: 'mail', login: 'rosas-bakery-mail', host: 'mail-2.host.example' },
    { role: 'dns', login: 'rosas-bakery-dns', host: 'ns1.host.example' },
  ],
  nameservers: ['ns1.host.example', 'ns2.host.example'],
  zone: true,
  mailbox: null,
  mailboxMb: null,
  ftpFolder: '/public_html',
  webmail: 'https://webmail.rosas-bakery.example',
  ipv4: '203.0.113.10',
  upgrade: 'https://billing.example/upgrade.php?type=package&id=1843',
  tookMs: 38_000,
};

const certificate = (role: 'web' | 'mail', names: readonly string[]): CertificateView => ({
  role, names, state: 'notPointing', own: false, reason: `${names[0]} needs the A record 203.0.113.10 at ns1.registrar.example`,
  missing: names.map((name) => ({ name, type: 'A', value: '203.0.113.10', at: ['ns1.registrar.example'], found: [] })),
  checkedAt: secondsAgo(9), nextAt: secondsAgo(-51), issuer: null, until: null, stranger: 'web-1.host.example', covers: [], warning: null,
});
const reasons: Record<CertificateState, string> = {
  pending: 'No nameserver of rosas-bakery.example answers (ns1.registrar.example)',
  notPointing: 'rosas-bakery.example needs the A record 203.0.113.10 at ns1.registrar.example',
  issuing: 'Let’s Encrypt is asked for rosas-bakery.example and www.rosas-bakery.example',
  verifying: 'The node has the certificate; what it serves is looked at',
  active: 'Covers rosas-bakery.example and www.rosas-bakery.example',
  failed: 'A service on the node does not answer: Let’s Encrypt validation status 400 (rosas-bakery.example)',
  frozen: 'Frozen after 3 failures. The last: Let’s Encrypt validation status 400 (rosas-bakery.example)',
  limited: 'Let’s Encrypt asks to wait: too many new orders, retry after 2026-06-03 22:00:00 UTC',
};

/** The website's certificate in a state. */
export function aCertificate(state: CertificateState): CertificateView {
  const one = { ...certificate('web', ['rosas-bakery.example', 'www.rosas-bakery.example']), state, reason: reasons[state] };
  if (state === 'notPointing') return one;
  const served = state === 'active' ? { stranger: null, issuer: 'Let’s Encrypt', until: '2026-08-30T09:30:00.000Z', covers: one.names } : {};
  return { ...one, missing: [], ...served };
}

const certificates = [certificate('web', ['rosas-bakery.example', 'www.rosas-bakery.example']), certificate('mail', ['mail.rosas-bakery.example', 'webmail.rosas-bakery.example'])];

export const site: SiteView = { rev: 1, wish: newSite('PHP-8_2'), known: newSite('PHP-8_2'), waiting: false, off: false, isOff: false, outside: false, php: ['PHP-8_2', 'PHP-8_3', 'default', 'no-php'], names: true };

export const mail: MailView = { rev: 1, wish: newMail, known: newMail, outside: false };

const pointing = (name: string, state: PointingState, found: readonly string[] = []): PointingRecord => ({ name: `${name}rosas-bakery.example`, type: 'A', value: '203.0.113.10', state, found, at: [], fault: null });
/** A record in each state, a stray one that must go, and a domain that is not delegated. */
export const pointingRecords: readonly PointingRecord[] = [
  pointing('', 'right'), { ...pointing('', 'elsewhere', ['2001:db8::1']), type: 'AAAA', value: '' }, pointing('www.', 'elsewhere', ['192.0.2.7']), pointing('mail.', 'missing'), pointing('webmail.', 'unknown'),
  { ...pointing('shop.', 'missing'), type: 'NS', value: 'ns1.host.example ns2.host.example' },
];

interface Parts {
  steps: readonly Step[];
  progress: number;
  state?: ServiceState;
  service?: Partial<ServiceFacts>;
  operation?: Partial<OperationView>;
}

export function view({ steps, progress, state, service, operation }: Parts): ServiceView {
  const tasks = steps.map((step, index) => task(step, 2560 + index));
  const counts: TaskCounts = {};
  for (const { status } of tasks) counts[status] = (counts[status] ?? 0) + 1;
  const status: OperationStatus = operationStatus(counts);
  const states: Record<OperationStatus, ServiceState> = { running: 'deploying', succeeded: 'active', failed: 'failed', cancelled: 'failed' };
  return {
    seq: 1 + tasks.filter((one) => one.status !== 'waiting').length,
    service: {
      id: 41,
      externalId: '1843',
      domain: 'rosas-bakery.example',
      state: state ?? states[status],
      wanted: 'active',
      generation: 1,
      product: 'Hosting M',
      mode: 'split',
      reference: '7F3A-12',
      createdAt: secondsAgo(21),
      home: status === 'succeeded' ? home : null,
      certificates: status === 'succeeded' ? certificates : [],
      site: status === 'succeeded' ? site : null,
      mail: status === 'succeeded' ? mail : null,
      drift: null,
      zoneRev: 0,
      ...service,
    },
    operations: [
      {
        id: 1, kind: 'deploy', number: 1, generation: 1, status, openedBy: 'WHMCS', openedAt: secondsAgo(21),
        finishedAt: status === 'running' ? null : secondsAgo(3), progress, usualMs: 40_000, ...operation,
      },
    ],
    items: [],
    tasks,
  };
}

/** A server that has no items and takes none. */
const silent = () => new Promise<never>(() => undefined);
export const noItems: RoomsApi = { list: async () => ({ items: [], tasks: [], limit: 10, limits: defaultLimits }), add: silent, change: silent, remove: silent, undo: silent, retry: silent, discard: silent, keep: silent, setBack: silent, look: null, dns: { list: async () => ({ rev: 0, ttl: 3600, limit: 100, records: [], servers: 2, signing: { offered: false, on: false, signer: null } }), change: silent, retry: silent }, mail: { change: silent, retry: silent, health: silent }, site: { change: silent, retry: silent, switch: null }, files: { open: async () => ({ ready: true }), list: async () => ({ entries: [], more: false }), read: silent, write: silent, rename: silent, remove: silent, makeFolder: silent, setMode: silent, take: silent, put: silent }, backups: { look: async () => [], plans: async () => [], plan: silent, parts: silent, restore: silent, link: silent }, certificates: { check: silent, issue: silent, upload: silent, remove: silent }, pointing: silent, history: silent, changePassword: silent, usage: async () => ({ usage: [], days: [] }), sync: silent };

/** One of the staff who may only look. */
export const reader = { id: 5, name: 'Rita', email: 'rita@brightwood.test', role: 'readOnly' as const, hasTotp: false, whmcs: null, mustEnrol: false };

/** Steps on the provider's accounts, against a node that refuses, dies and lies in between: what is not ours never moves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domain, email, hostname, ipv4, marker } from '../names.ts';
import type { Outcome } from '../outcome.ts';
import { type Answer, type MailboxFacts, type Panel, Unreachable } from '../panel.ts';
import { Secret } from '../secret.ts';
import { mailboxOf, recordOf, sharedFromRow } from '../vanity.ts';
import type { Wish } from '../wish.ts';
import { steps } from './index.ts';
import { defaultZone } from '../zone.ts';
import { noEdits } from '../zone-own.ts';
import { newMail } from '../mail-settings.ts';
import { newSite } from '../site.ts';

const NOW = ipv4.parse('203.0.113.10');
const BEFORE = ipv4.parse('203.0.113.9');
const { owner, names } = sharedFromRow({ login: 'shared', name: 'rosa', shared: 'brightwood.net' });
const wishAt = (address: typeof NOW): Wish => ({
  marker: marker.parse('hostwright 7f3a12c9'), domain: domain.parse('rosa.brightwood.net'), email: email.parse('rosa@example.com'), password: new Secret('x'), passwordVersion: 3, site: { ...newSite('default'), ours: [], off: false }, mail: newMail, dkim: null, certificate: null, item: null, fileKey: null, zone: defaultZone, signer: null, zoneEdits: noEdits, accounts: {},
  nameservers: [], sites: { web: { host: hostname.parse('web.brightwood.test'), ipv4: address } }, guest: { mailbox: mailboxOf(owner, names), quotaMb: 256, record: recordOf(owner, names, address) },
});

/** How the node takes the next command that changes something. */
const fates = ['does', 'does', 'does', 'refuses', 'does and refuses', 'dies before', 'dies after', 'is outrun'] as const;
type Fate = (typeof fates)[number];
type Box = MailboxFacts & { of: 'us' | 'them'; password: string };
interface Rec {
  of: 'us' | 'them';
  type: string;
  value: string;
}
interface Node {
  box: Box | null;
  records: Rec[];
  claim: string | null;
  fates: Fate[];
}

const theirs: Box = { of: 'them', quotaMb: 7, suspended: false, password: 'theirs' };
const no = (refusal: 'exists' | 'missing' | 'broken' | 'suspended'): Answer => ({ ok: false, refusal, message: 'no', hint: 'no', code: 1 });

async function under(node: Node, act: () => Answer, outrun: () => void = () => undefined): Promise<Answer> {
  const fate = node.fates.shift() ?? 'does';
  if (fate === 'is outrun') outrun();
  if (fate === 'refuses') return no('broken');
  if (fate === 'dies before') throw new Unreachable('gone', true);
  const answer = act();
  if (fate === 'dies after') throw new Unreachable('gone', true);
  return fate === 'does and refuses' ? no('broken') : answer;
}

function panelOn(node: Node): Panel {
  const change = (to: Partial<Box>, awake = true) => () => under(node, () => {
    if (node.box === null) return no('missing');
    if (awake && node.box.suspended) return no('suspended');
    node.box = { ...node.box, ...to };
    return { ok: true };
  });
  const mailboxes: Panel['mailboxes'] = {
    find: async () => node.box && { quotaMb: node.box.quotaMb, suspended: node.box.suspended },
    add: (_, password, quotaMb) => under(node, () => {
      if (node.box !== null) return no('exists');
      node.box = { of: 'us', quotaMb, suspended: false, password: password.reveal() };
      return { ok: true };
    }, () => { node.box ??= theirs; }),
    setPassword: (_, password) => change({ password: password.reveal() })(),
    setQuota: (_, quotaMb) => change({ quotaMb })(),
    suspend: change({ suspended: true }), unsuspend: change({ suspended: false }, false),
    remove: () => under(node, () => {
      node.box = null;
      return { ok: true };
    }),
  };
  const zoneRecords: Panel['zoneRecords'] = {
    find: async () => node.records.map(({ type, value }) => ({ type, value })),
    add: (record) => under(node, () => {
      node.records.push({ of: 'us', type: 'A', value: record.ipv4 });
      return { ok: true };
    }),
    remove: (record) => under(node, () => {
      node.records = node.records.filter(({ type, value }) => type !== 'A' || value !== record.ipv4);
      return { ok: true };
    }),
    served: async (record) => node.records.some(({ value }) => value === record.ipv4),
  };
  const shut = new Proxy({}, { get: () => { throw new Error('A step of a guest uses another part of the panel'); } });
  return { node: shut, packages: shut, users: shut, databases: shut, webDomains: shut, mailDomains: shut, zones: shut, mailboxes, zoneRecords } as Panel;
}

const actions = ['mail.addAccount', 'mail.suspendAccount', 'mail.unsuspendAccount', 'mail.changeAccountQuota', 'mail.changeAccountPassword', 'mail.removeAccount', 'dns.addRecord', 'dns.removeRecord'] as const;
type GuestAction = (typeof actions)[number];

/** One attempt, as the engine makes it: what an outcome writes is written, an exception only leaves its doubt. */
async function attempt(node: Node, action: GuestAction, address = NOW): Promise<Outcome | 'lost'> {
  const claim = { held: node.claim, hold: async (value: string | null) => { node.claim = value; claim.held = value; } };
  try {
    const outcome = await steps[action]({ panel: panelOn(node), wish: wishAt(address), claim, target: '', doubt: false, say: () => undefined });
    if (outcome.is === 'done' && outcome.writes?.guest === 'gone') node.claim = null;
    return outcome;
  } catch (error) {
    if (error instanceof Unreachable) return 'lost';
    throw error;
  }
}
const fresh = (): Node => ({ box: null, records: [], claim: null, fates: [] });
const story = (own: readonly GuestAction[]) => fc.array(fc.record({ action: fc.constantFrom(...own), fates: fc.array(fc.constantFrom(...fates), { maxLength: 3 }), address: fc.constantFrom(NOW, BEFORE) }), { maxLength: 12 });

describe('a mailbox', () => {
  const own = actions.filter((action) => action.startsWith('mail.'));
  it('of somebody else is never changed, whatever is done and whatever goes wrong, as often as it is tried', async () => {
    await fc.assert(fc.asyncProperty(story(own), async (list) => {
      const node: Node = { ...fresh(), box: theirs };
      for (const { action, fates: coming } of list) {
        node.fates = [...coming];
        const outcome = await attempt(node, action);
        expect(node.box).toBe(theirs);
        expect(node.claim).toBeNull();
        expect(outcome).toMatchObject(action === 'mail.removeAccount' ? { is: 'done', changed: false } : { is: 'failed', retry: false });
      }
    }), { numRuns: 300 });
  });

  it('of ours is there with what is wished, or gone, once nothing goes wrong any more', async () => {
    await fc.assert(fc.asyncProperty(story(own), async (list) => {
      const node = fresh();
      for (const { action, fates: coming } of list) {
        node.fates = coming.map((fate) => (fate === 'is outrun' ? 'does' : fate));
        await attempt(node, action);
        expect(node.box === null || node.claim === 'rosa@brightwood.net').toBe(true);
      }
      node.fates = [];
      expect(await attempt(node, 'mail.addAccount')).toMatchObject({ is: 'done', writes: { guest: { suspended: false, package: '256', password: 3 } } });
      expect(node.box).toEqual({ of: 'us', quotaMb: 256, suspended: false, password: 'x' });
      expect(await attempt(node, 'mail.removeAccount')).toMatchObject({ is: 'done', changed: true });
      expect([node.box, node.claim]).toEqual([null, null]);
    }), { numRuns: 500 });
  });

  it('that somebody else makes at the last moment stays theirs', async () => {
    const node: Node = { ...fresh(), fates: ['is outrun'] };
    expect(await attempt(node, 'mail.addAccount')).toMatchObject({ is: 'failed', message: expect.stringContaining('is not of this service') });
    expect([node.box, node.claim]).toEqual([theirs, null]);
    for (const action of own) await attempt(node, action);
    expect(node.box).toBe(theirs);
  });
});

describe('a record', () => {
  const own = actions.filter((action) => action.startsWith('dns.'));
  it.each([{ type: 'A', value: '198.51.100.7' }, { type: 'A', value: String(NOW) }, { type: 'CNAME', value: 'elsewhere.net.' }, { type: 'TXT', value: '"x"' }])('of somebody else (%j) is never changed, nor joined by one of ours', async (theirRecord) => {
    await fc.assert(fc.asyncProperty(story(own), async (list) => {
      const node: Node = { ...fresh(), records: [{ of: 'them', ...theirRecord }] };
      for (const { action, fates: coming, address } of list) {
        node.fates = [...coming];
        const outcome = await attempt(node, action, address);
        expect([node.records, node.claim]).toEqual([[{ of: 'them', ...theirRecord }], null]);
        expect(outcome).toMatchObject(action === 'dns.removeRecord' ? { is: 'done', changed: false } : { is: 'failed', retry: false });
      }
    }), { numRuns: 200 });
  });

  it('of ours is there once, with the address of now, or gone, once nothing goes wrong any more', async () => {
    await fc.assert(fc.asyncProperty(story(own), async (list) => {
      const node = fresh();
      for (const { action, fates: coming, address } of list) {
        node.fates = [...coming];
        await attempt(node, action, address);
        expect(node.records.every(({ value }) => value === node.claim)).toBe(true);
        expect(node.records.length).toBeLessThanOrEqual(1);
      }
      node.fates = [];
      expect(await attempt(node, 'dns.addRecord')).toMatchObject({ is: 'done' });
      expect(node.records).toEqual([{ of: 'us', type: 'A', value: NOW }]);
      expect(await attempt(node, 'dns.addRecord')).toMatchObject({ is: 'done', changed: false });
      expect(await attempt(node, 'dns.removeRecord')).toMatchObject({ is: 'done', changed: true });
      expect([node.records, node.claim]).toEqual([[], null]);
    }), { numRuns: 500 });
  });
});

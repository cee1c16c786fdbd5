/**
 * Auto-SSL as a pure machine: what is remembered of a certificate, what happened, and the clock make the next state, its
 * reason in words, and when it is looked at again. Times are milliseconds.
 */
import type { MissingRecord, NameSight, Served, Sight } from './sight.ts';
import type { StatusWords } from './task.ts';

export const certificateRoles = ['web', 'mail'] as const;
export type CertificateRole = (typeof certificateRoles)[number];

export const certificateStates = ['pending', 'notPointing', 'issuing', 'verifying', 'active', 'failed', 'frozen', 'limited'] as const;
export type CertificateState = (typeof certificateStates)[number];

export const certificateWords: Record<CertificateState, StatusWords> = {
  pending: { staff: 'Not checked yet', customer: 'Not yet', tone: 'wait', icon: 'clock' },
  notPointing: { staff: 'Does not point here', customer: 'Not yet', tone: 'warn', icon: 'pause' },
  issuing: { staff: 'In progress', customer: 'Being issued', tone: 'accent', icon: 'spinner' },
  verifying: { staff: 'Verifying', customer: 'Being issued', tone: 'accent', icon: 'spinner' },
  active: { staff: 'Active', customer: 'Secure', tone: 'ok', icon: 'check' },
  failed: { staff: 'Failed', customer: 'Not yet', tone: 'bad', icon: 'cross' },
  frozen: { staff: 'Frozen', customer: 'Not yet', tone: 'bad', icon: 'pause' },
  limited: { staff: 'Rate limit', customer: 'Not yet', tone: 'warn', icon: 'clock' },
};

export interface CertificatePolicy {
  fastTries: number;
  fastSeconds: number;
  normalMinutes: number;
  activeHours: number;
  freezeAfter: number;
  freezeHours: number;
  /** How long a deployment that ends with a certificate waits for it; 0: not at all. */
  deploySeconds: number;
  /** Days before its end at which a certificate is renewed; sooner for one that lives shortly. */
  renewDays: number;
  warnDays: readonly number[];
}
/** Ours: the panel renews at 30 days by itself, and the first warning then says that both renewals did not work. */
export const defaultCertificatePolicy: CertificatePolicy = {
  fastTries: 10, fastSeconds: 60, normalMinutes: 30, activeHours: 24, freezeAfter: 3, freezeHours: 12, deploySeconds: 60, renewDays: 32, warnDays: [30, 14, 3],
};

/** A customer's own certificate, as far as it is no secret. */
export interface OwnCertificate {
  fingerprint: string;
  until: number;
}
export interface CertificateMemory {
  role: CertificateRole;
  /** The first is what it stands and falls with. */
  names: readonly string[];
  own: OwnCertificate | null;
  state: CertificateState;
  reason: string;
  missing: readonly MissingRecord[];
  served: Served | null;
  /** Checks so far: the first ones come fast. */
  tries: number;
  /** Real failures in a row. */
  failures: number;
  frozenUntil: number | null;
  limitedUntil: number | null;
  /** A person wants it issued now, whatever is served. */
  asked: boolean;
  /** What was asked for last. */
  issueNames: readonly string[];
  /** While it is being verified: when what is served must be right at last. */
  verifyUntil: number | null;
  checkedAt: number | null;
  nextAt: number;
  /** The warning that was given, in days. */
  warned: number | null;
}

export type CertificateEvent =
  /** `sight` is of the names that are wanted now: a name that came or went since the last look is followed. */
  | { is: 'checked'; sight: Sight; /** Five validations of a name failed within the hour. */ heldUntil: number | null }
  | { is: 'working' }
  | { is: 'done' }
  | { is: 'failed'; message: string }
  | { is: 'asked'; issue: boolean }
  | { is: 'uploaded'; own: OwnCertificate }
  | { is: 'removing' }
  | { is: 'withdrawn' };

export interface CertificateMove {
  memory: CertificateMemory;
  act: 'issue' | 'install' | null;
  /** A warning that was not given before: this many days are left, or fewer. */
  warn: number | null;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A task tells when it has ended; this is for one that can't any more. */
const LOST_TASK = 10 * MINUTE;
const VERIFY = 5 * SECOND;
/** A web server takes its new certificate when its old processes are gone: a hasty verdict would cost another issue. */
const VERIFY_FOR = 20 * SECOND;

/** Where a service's names come from; `guest`: it is a name of the provider's, and has none beside it. */
export interface NamedSite {
  domain: string;
  aliases: readonly string[];
  guest: boolean;
}
/** The names that a role's certificate should cover, as far as they point here. */
export function certificateNames(role: CertificateRole, { domain, aliases, guest }: NamedSite): readonly string[] {
  if (role === 'mail') return [`mail.${domain}`, `webmail.${domain}`];
  return [...new Set([domain, ...(guest ? [] : [`www.${domain}`]), ...aliases])];
}

export function seededCertificate(role: CertificateRole, names: readonly string[], now: number): CertificateMemory {
  return {
    role, names, own: null, state: 'pending', reason: 'Waits for its first check', missing: [], served: null, tries: 0, failures: 0, frozenUntil: null, limitedUntil: null,
    asked: false, issueNames: [], verifyUntil: null, checkedAt: null, nextAt: now, warned: null,
  };
}

/** From when on it is to be renewed: `renewDays` before its end, but never in the first 60 % of its life. */
export const renewAt = ({ from, until }: Pick<Served, 'from' | 'until'>, { renewDays }: CertificatePolicy): number => until - Math.min(renewDays * DAY, (until - from) * 0.4);

/** Let's Encrypt's answer 429, in the words that a panel passes on; null when it is none. */
export function rateLimitUntil(message: string, now: number): number | null {
  if (!/\b429\b|rate ?limited|too many (certificates|failed|requests|new)/i.test(message)) return null;
  const [, day, time] = /retry after:? (\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/i.exec(message) ?? [];
  const told = day === undefined || time === undefined ? Number.NaN : Date.parse(`${day}T${time}Z`);
  return told > now ? told : now + HOUR;
}

const list = (names: readonly string[]): string => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);

/** A mail certificate is issued for all of its names or none; a website's for its domain and whatever else points here. */
export const neededNames = ({ role, names }: Pick<CertificateMemory, 'role' | 'names'>): readonly string[] => (role === 'mail' ? names : names.slice(0, 1));

const pace = (memory: CertificateMemory, policy: CertificatePolicy): number => (memory.tries < policy.fastTries ? policy.fastSeconds * SECOND : policy.normalMinutes * MINUTE);

const missingWords = ({ name, type, value, at, found }: MissingRecord): string => {
  const where = at.length === 0 ? 'at the registrar' : `at ${list(at)}`;
  if (type === 'NS') return `${name} is not delegated: enter the nameservers ${list(value.split(' '))} ${where}`;
  if (value === '') return `${name} has the IPv6 address ${list(found)}, which is not this server: remove that AAAA record ${where}`;
  return `${name} needs the ${type} record ${value} ${where}${found.length === 0 ? '' : `, which say ${list(found)}`}`;
};

/** Of a name that does not point here: what keeps it. */
export function whyNotHere({ name, points, missing, fault }: NameSight): string {
  if (points === 'unknown') return fault ?? `No nameserver of ${name} answered`;
  return missing.length === 0 ? `${name} does not point here yet` : missing.map(missingWords).join('. ');
}

/** One delegation is missing for all names under it. */
const unique = (records: readonly MissingRecord[]): readonly MissingRecord[] => [...new Map(records.map((one) => [`${one.name} ${one.type}`, one])).values()];

function failure(memory: CertificateMemory, message: string, policy: CertificatePolicy, now: number): CertificateMemory {
  const limit = rateLimitUntil(message, now);
  if (limit !== null) return { ...memory, state: 'limited', limitedUntil: limit, nextAt: limit, reason: `Let's Encrypt asks to wait: ${message}` };
  const failures = memory.failures + 1;
  if (failures < policy.freezeAfter) return { ...memory, state: 'failed', failures, nextAt: now + policy.normalMinutes * MINUTE, reason: message };
  const until = now + policy.freezeHours * HOUR;
  return { ...memory, state: 'frozen', failures: 0, frozenUntil: until, nextAt: until, reason: `Frozen after ${failures} ${failures === 1 ? 'failure' : 'failures'}. The last: ${message}` };
}

const unmet = (memory: CertificateMemory): string => memory.served?.fault ?? `the server shows another certificate for ${memory.names[0] ?? ''}`;

const isEarly = ({ state, verifyUntil }: CertificateMemory, now: number): boolean => state === 'verifying' && verifyUntil !== null && now < verifyUntil;

function checkedOwn(seen: CertificateMemory, own: OwnCertificate, asked: boolean, policy: CertificatePolicy, now: number): Omit<CertificateMove, 'warn'> {
  if (seen.served?.fingerprint === own.fingerprint) {
    return { memory: { ...seen, state: 'active', failures: 0, missing: [], reason: 'The uploaded certificate is served; Auto-SSL rests until it is removed', nextAt: now + policy.activeHours * HOUR }, act: null };
  }
  const later = now + policy.normalMinutes * MINUTE;
  if (isEarly(seen, now)) return { memory: { ...seen, nextAt: now + VERIFY }, act: null };
  if (seen.state === 'verifying') return { memory: { ...seen, state: 'failed', failures: seen.failures + 1, nextAt: later, reason: `The uploaded certificate is installed and not served: ${unmet(seen)}` }, act: null };
  if (seen.failures >= policy.freezeAfter && !asked) return { memory: { ...seen, nextAt: later }, act: null };
  return { memory: { ...seen, state: 'issuing', issueNames: [], nextAt: now + LOST_TASK, reason: 'The uploaded certificate is being installed' }, act: 'install' };
}

/** Null: nothing keeps it from being issued. */
function obstacle(seen: CertificateMemory, sight: Sight, asked: boolean, heldUntil: number | null, policy: CertificatePolicy, now: number): CertificateMemory | null {
  const needed = sight.names.filter(({ name }) => neededNames(seen).includes(name));
  const unknown = needed.find(({ points }) => points === 'unknown');
  const elsewhere = needed.filter(({ points }) => points === 'elsewhere');
  const again = now + pace(seen, policy);
  if (elsewhere.length > 0) {
    return { ...seen, state: 'notPointing', nextAt: again, reason: [...new Set(elsewhere.map(whyNotHere))].join('. ') };
  }
  if (unknown !== undefined) return { ...seen, state: 'pending', nextAt: again, reason: whyNotHere(unknown) };
  if (seen.limitedUntil !== null && seen.limitedUntil > now) return { ...seen, state: 'limited', nextAt: seen.limitedUntil };
  if (heldUntil !== null && heldUntil > now) return { ...seen, state: 'limited', nextAt: heldUntil, reason: "Five validations failed within an hour, and Let's Encrypt allows no more: waits until the hour is over" };
  if (seen.frozenUntil !== null && seen.frozenUntil > now && !asked) return { ...seen, state: 'frozen', nextAt: seen.frozenUntil };
  return null;
}

function checked(before: CertificateMemory, { sight, heldUntil }: CertificateEvent & { is: 'checked' }, policy: CertificatePolicy, now: number): Omit<CertificateMove, 'warn'> {
  const { asked } = before;
  const seen: CertificateMemory = { ...before, names: sight.names.map(({ name }) => name), asked: false, checkedAt: now, served: sight.served, tries: before.tries + 1, missing: unique(sight.names.flatMap(({ missing }) => missing)) };
  if (seen.own !== null) return checkedOwn(seen, seen.own, asked, policy, now);
  const here = sight.names.filter(({ points }) => points === 'here').map(({ name }) => name);
  const wanted = here.length > 0 ? here : neededNames(seen);
  const { served } = sight;
  const covered = served !== null && wanted.every((name) => served.covers.includes(name));
  if (served !== null && covered && now < renewAt(served, policy) && !asked) {
    const others = seen.names.filter((name) => !served.covers.includes(name));
    const reason = `Covers ${list(served.covers)}${others.length === 0 ? '' : `; ${list(others)} does not point here`}`;
    return { memory: { ...seen, state: 'active', failures: 0, frozenUntil: null, limitedUntil: null, reason, nextAt: now + policy.activeHours * HOUR }, act: null };
  }
  const kept = obstacle(seen, sight, asked, heldUntil, policy, now);
  if (kept !== null) return { memory: kept, act: null };
  if (isEarly(seen, now)) return { memory: { ...seen, nextAt: now + VERIFY }, act: null };
  if (seen.state === 'verifying' && !asked) return { memory: failure(seen, `The certificate was issued and is not served: ${unmet(seen)}`, policy, now), act: null };
  return { memory: { ...seen, state: 'issuing', frozenUntil: null, issueNames: here, nextAt: now + LOST_TASK, reason: `Let's Encrypt is asked for ${list(here)}` }, act: 'issue' };
}

function step(memory: CertificateMemory, event: CertificateEvent, policy: CertificatePolicy, now: number): Omit<CertificateMove, 'warn'> {
  switch (event.is) {
    case 'checked':
      return checked(memory, event, policy, now);
    case 'working':
      return { memory: { ...memory, nextAt: now + LOST_TASK }, act: null };
    case 'done':
      return { memory: { ...memory, state: 'verifying', verifyUntil: now + VERIFY_FOR, nextAt: now + VERIFY, reason: 'The node has the certificate; what it serves is looked at' }, act: null };
    case 'failed':
      return { memory: failure(memory, event.message, policy, now), act: null };
    case 'asked':
      return { memory: { ...memory, nextAt: now, asked: memory.asked || event.issue, ...(event.issue && { frozenUntil: null }) }, act: null };
    case 'uploaded':
      return { memory: { ...memory, own: event.own, state: 'issuing', failures: 0, frozenUntil: null, warned: null, nextAt: now + LOST_TASK, reason: 'The uploaded certificate is being installed' }, act: 'install' };
    case 'removing':
      return { memory: { ...memory, state: 'issuing', nextAt: now + LOST_TASK, reason: 'The uploaded certificate is being removed' }, act: null };
    case 'withdrawn':
      return { memory: { ...seededCertificate(memory.role, memory.names, now), limitedUntil: memory.limitedUntil, reason: 'The uploaded certificate is gone; Auto-SSL goes on' }, act: null };
  }
}

/** The warning that is due: one that a renewal will make needless is none. */
function warningOf({ served, own }: CertificateMemory, policy: CertificatePolicy, now: number): number | null {
  if (served?.ours !== true || (own === null && now < renewAt(served, policy))) return null;
  const due = policy.warnDays.filter((days) => served.until - now <= days * DAY);
  return due.length === 0 ? null : Math.min(...due);
}

/** Never later than the next warning or renewal that comes with time alone. */
function inTime(memory: CertificateMemory, policy: CertificatePolicy, now: number): number {
  const { served } = memory;
  if (served?.ours !== true || memory.state !== 'active') return memory.nextAt;
  const marks = [...(memory.own === null ? [renewAt(served, policy)] : []), ...policy.warnDays.map((days) => served.until - days * DAY)];
  return Math.min(memory.nextAt, ...marks.filter((at) => at > now));
}

export function moveCertificate(memory: CertificateMemory, event: CertificateEvent, policy: CertificatePolicy, now: number): CertificateMove {
  const next = step(memory, event, policy, now);
  const warning = warningOf(next.memory, policy, now);
  const warn = warning !== null && warning !== next.memory.warned ? warning : null;
  return { act: next.act, warn, memory: { ...next.memory, warned: warning, nextAt: inTime(next.memory, policy, now) } };
}

/** What an attempt's outcome makes of its task: one transaction, fenced by the start that speaks. */
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { mailView } from '#db/queries/mail.ts';
import { certificates, fileKeys, items, placements, services } from '#db/schema/index.ts';
import { isCallBack } from '#server/core/action.ts';
import type { CertificateEvent, CertificatePolicy } from '#server/core/certificate.ts';
import { backoffSeconds } from '#server/core/backoff.ts';
import type { ItemView } from '#server/core/items/item.ts';
import type { MailSettings } from '#server/core/mail-settings.ts';
import type { Outcome, Writes } from '#server/core/outcome.ts';
import type { Role } from '#server/core/names.ts';
import { counted } from '#server/core/setting.ts';
import type { ServiceFacts } from '#server/core/view.ts';
import type { RetryPolicy } from '#server/core/wish.ts';
import type { Engine } from './engine.ts';
import type { Tried } from './attempt.ts';
import { noteItems } from './backup-notes.ts';
import { noteDone } from './call-backs.ts';
import { applyToCertificate, certificateAt, certificateRoleOf, notifyDue, seedCertificates } from './certificates.ts';
import { noteGuest } from './guest.ts';
import { homeOf } from './home.ts';
import { noteOutside } from './item.ts';
import { uncount } from './place.ts';
import { giveUpSeconds, policyFor } from './policy.ts';
import { noteTrouble, noteWell } from './reach.ts';
import type { TaskRow } from './rows.ts';
import { noteSite } from './site.ts';
import { writeUsage } from './usage.ts';
import { Stale } from './emit.ts';
import { hold, type Move, moveHeld } from './transition.ts';
import { releaseValidation } from './validations.ts';

/** `a day`, `6 hours`. */
const longWords = (seconds: number): string => (seconds === 86_400 ? 'a day' : seconds % 86_400 === 0 ? counted(seconds / 86_400, 'days') : counted(seconds / 3600, 'hours'));
const LOOK_SECONDS = 30;

interface Circuit {
  /** Seconds that nothing is sent to the node. */
  seconds: number;
}

async function noteReach(tx: Tx, { node, outcome, reach }: Tried): Promise<Circuit> {
  if (node === null) return { seconds: 0 };
  if (reach !== 'fine') return { seconds: await noteTrouble(tx, node.id, { message: outcome.is === 'later' ? outcome.because : '', alarm: reach === 'wrong-key' }) };
  if (node.failures > 0 || node.circuitUntil !== null) await noteWell(tx, node.id);
  return { seconds: 0 };
}

type Ending = Pick<Move, 'to' | 'set' | 'ends'>;

function failing(task: TaskRow, outcome: Outcome & { is: 'failed' }, policy: RetryPolicy, random: number): Ending {
  const error = { message: outcome.message, hint: outcome.hint, code: outcome.code, ...(outcome.finding !== undefined && { finding: outcome.finding }), ...(outcome.customer !== undefined && { customer: outcome.customer }) };
  const ends = { outcome: 'failed', message: outcome.message } as const;
  const set = { error, doubt: true, lostBy: 'reset', giveUpIn: null } as const;
  if (!outcome.retry || task.attempts >= task.max_attempts) return { to: 'failed', set, ends };
  return { to: 'retrying', set: { ...set, dueIn: backoffSeconds(policy, task.attempts, random) }, ends };
}

interface Weighed {
  circuit: Circuit;
  /** It has been put off for so long that it is given up. */
  late: boolean;
  random: number;
  /** Seconds that it may be put off. */
  giveUp: number;
  /** Seconds that its operation waits for it; null: for as long as it takes. */
  patience: number | null;
}

function endingOf(task: TaskRow, tried: Tried, policy: RetryPolicy, { circuit, late, random, giveUp, patience }: Weighed): Ending {
  const { outcome } = tried;
  if (outcome.is === 'done') return { to: 'succeeded', set: { changed: outcome.changed, lostBy: 'reset', giveUpIn: null, error: null }, ends: { outcome: 'succeeded', message: null } };
  if (outcome.is === 'failed') return failing(task, outcome, policy, random);
  if (late) {
    const message = `Gave up after ${longWords(giveUp)}: ${outcome.because}`;
    const hint = isCallBack(task.action) ? 'See the connection under Settings, WHMCS; then retry it.' : 'See the node; then retry this step.';
    return { to: 'failed', set: { error: { message, hint, code: null }, doubt: true, giveUpIn: null }, ends: { outcome: 'failed', message } };
  }
  return {
    to: 'postponed',
    set: { dueIn: Math.max(outcome.seconds, circuit.seconds), because: outcome.because, alarm: outcome.alarm ?? null, attemptsBy: -1, ...(tried.doubt && { doubt: true }), lostBy: 'reset', giveUpIn: patience ?? giveUp },
    ends: { outcome: 'postponed', message: outcome.because },
  };
}

/** Its operation goes on without what such a task could not bring about, or not yet. */
function handedOver(ending: Ending, { outcome }: Tried, { late, patience }: Weighed): Ending {
  if (patience === null || outcome.is === 'done') return ending;
  const tooLong = outcome.is === 'later' && (late || outcome.seconds > patience);
  if (ending.to !== 'failed' && !tooLong) return ending;
  const why = outcome.is === 'later' ? outcome.because : outcome.message;
  return { to: 'succeeded', set: { changed: false, because: `Auto-SSL goes on with it: ${why}`, error: null, doubt: true, lostBy: 'reset', giveUpIn: null }, ends: { outcome: outcome.is === 'failed' ? 'failed' : 'postponed', message: why } };
}

/** A task that a person cancelled meanwhile: done stays done, everything else ends here. */
function cancelledEnding(ending: Ending): Ending {
  if (ending.to === 'succeeded' || ending.to === 'failed') return ending;
  return { to: 'cancelled', set: { doubt: true }, ends: { outcome: 'cancelled', message: 'Cancelled by a person' } };
}

/** One that was claimed only to look: cancelled once nothing of it runs on the node any more. */
function lookedEnding({ outcome }: Tried, { circuit, late, giveUp }: Weighed): Ending {
  if (outcome.is === 'done' || late) return { to: 'cancelled', set: { doubt: true }, ends: { outcome: 'cancelled', message: 'Cancelled by a person' } };
  const because = outcome.is === 'later' ? outcome.because : outcome.message;
  const dueIn = Math.max(outcome.is === 'later' ? outcome.seconds : LOOK_SECONDS, circuit.seconds);
  return { to: 'cancelling', set: { worker: null, dueIn, because, lostBy: 'reset', giveUpIn: giveUp }, ends: { outcome: 'postponed', message: because } };
}

/** Every role of the account that `role` belongs to, on the task's node. */
const sameAccount = (task: TaskRow, role: Role): SQL => sql`service_id = ${task.service_id} and generation = ${task.generation} and node_id = ${task.node_id}
  and login = (select p.login from placements p where p.service_id = ${task.service_id} and p.generation = ${task.generation} and p.role = ${role} limit 1)`;

async function noteAccount(tx: Tx, task: TaskRow, { role, ...known }: NonNullable<Writes['account']>): Promise<void> {
  // It is whole now: nothing half-made is claimed any more.
  await tx.update(placements).set({ claim: null, fact: sql`jsonb_build_object('suspended', false, 'package', package, 'password', 0) || coalesce(fact, '{}') || ${JSON.stringify(known)}::jsonb` }).where(sameAccount(task, role));
}

async function noteMail(tx: Tx, serviceId: number, mail: MailSettings): Promise<Partial<ServiceFacts>> {
  await tx.execute(sql`update services set observed = observed || jsonb_build_object('mail', ${JSON.stringify(mail)}::jsonb) where id = ${serviceId}`);
  const [service] = await tx.select().from(services).where(eq(services.id, serviceId));
  return service === undefined ? {} : { mail: mailView(service) };
}

async function close(tx: Tx, task: TaskRow): Promise<{ home: null }> {
  await tx.update(services).set({ live: false, activatedAt: null }).where(eq(services.id, task.service_id));
  // With the keys that were uploaded: whoever orders this service again may be somebody else.
  await tx.delete(certificates).where(eq(certificates.serviceId, task.service_id));
  await tx.delete(items).where(eq(items.serviceId, task.service_id));
  await tx.delete(fileKeys).where(eq(fileKeys.serviceId, task.service_id));
  const places = await tx.select({ nodeId: placements.nodeId }).from(placements).where(and(eq(placements.serviceId, task.service_id), eq(placements.generation, task.generation)));
  await uncount(tx, places.map((place) => place.nodeId));
  return { home: null };
}

/** Writes what a finished step leaves on its service; answers what the event says of it. */
export async function writeAll(tx: Tx, task: TaskRow, writes: Writes, policy: CertificatePolicy | null = null): Promise<Partial<ServiceFacts>> {
  if (writes.dkim !== undefined) await tx.execute(sql`update services set observed = observed || jsonb_build_object('dkim', ${writes.dkim}::text) where id = ${task.service_id}`);
  if (writes.signer !== undefined) await tx.execute(sql`update services set observed = observed || jsonb_build_object('signer', ${JSON.stringify(writes.signer)}::jsonb) where id = ${task.service_id}`);
  if (writes.mail !== undefined) return noteMail(tx, task.service_id, writes.mail);
  if (writes.certificates !== undefined) return { certificates: await seedCertificates(tx, task.service_id, task.generation, writes.certificates) };
  if (writes.site !== undefined) return noteSite(tx, task, writes.site, policy);
  if (writes.account !== undefined) await noteAccount(tx, task, writes.account);
  if (writes.gone !== undefined) await tx.update(placements).set({ fact: null }).where(sameAccount(task, writes.gone));
  if (writes.guest !== undefined) await noteGuest(tx, task, writes.guest);
  if (writes.usage !== undefined && task.node_id !== null) await writeUsage(tx, task.node_id, writes.usage);
  if (writes.closed === true) return close(tx, task);
  if (writes.activated !== true) return {};
  await tx.execute(sql`update services set activated_at = clock_timestamp() where id = ${task.service_id}`);
  const home = await homeOf(tx, task.service_id);
  return home === null ? {} : { home };
}

/** Null: nothing was asked for; what the deployment of a site left to Auto-SSL is found by its first look. */
function certificateEvent(task: TaskRow, to: Move['to'], outcome: Outcome): CertificateEvent | null {
  if (outcome.is === 'failed') return to === 'failed' || to === 'succeeded' ? { is: 'failed', message: outcome.message } : null;
  if (outcome.is === 'later') return to === 'failed' ? { is: 'failed', message: outcome.because } : null;
  if (to !== 'succeeded' || (task.hands_over && !outcome.changed)) return null;
  return task.action.endsWith('.removeCertificate') ? { is: 'withdrawn' } : { is: 'done' };
}

/** What a task's end means for the certificate that it was about. */
async function noteCertificate(tx: Tx, task: TaskRow, to: Move['to'], { outcome, doubt }: Tried, policy: CertificatePolicy | null): Promise<Partial<ServiceFacts>> {
  const role = certificateRoleOf(task.action);
  if (role === null || policy === null) return {};
  // An answer that was lost may have been a failure.
  if (outcome.is !== 'failed' && !doubt && task.action.endsWith('.issueCertificate')) await releaseValidation(tx, task);
  const key = { serviceId: task.service_id, generation: task.generation, role };
  const removed = task.action.endsWith('.removeCertificate');
  const event = certificateEvent(task, to, outcome);
  const moved = event === null ? null : await applyToCertificate(tx, key, event, policy);
  if (removed && to === 'succeeded') await tx.update(certificates).set({ own: null, ownKey: null }).where(certificateAt(key));
  await notifyDue(tx);
  return moved === null ? {} : { certificates: moved.views };
}

/** What the end of a task means for the items of its service. */
async function itemsOf(tx: Tx, task: TaskRow, to: Move['to'], outcome: Outcome): Promise<readonly ItemView[]> {
  if (outcome.is === 'failed' && to === 'failed' && outcome.outside !== undefined) {
    const item = await noteOutside(tx, task, outcome.outside);
    return item === null ? [] : [item];
  }
  return outcome.is === 'done' && to === 'succeeded' && outcome.writes !== undefined ? noteItems(tx, task, outcome.writes) : [];
}

/** Answers false when the start is not ours to finish any more: nothing was written. */
export async function finish(engine: Engine, task: TaskRow, tried: Tried): Promise<boolean> {
  const policies = await engine.policies();
  const policy = policyFor(policies, task.action);
  const certificatePolicy = certificateRoleOf(task.action) === null && task.action !== 'web.applySettings' ? null : await engine.certificatePolicy();
  const giveUp = engine.callBacks !== null && isCallBack(task.action) ? await engine.callBacks.giveUpSeconds() : giveUpSeconds(policies);
  try {
    await engine.db.transaction(async (tx) => {
      const held = await hold(tx, task.service_id, [task.id]);
      const now = held.tasks.get(task.id);
      if (now?.starts !== task.starts) throw new Stale(`Task ${task.id} was started again`);
      const circuit = await noteReach(tx, tried);
      const weighed = { circuit, late: now.late, random: engine.random(), giveUp, patience: task.hands_over ? (certificatePolicy?.deploySeconds ?? 0) : null };
      const ending = task.status === 'cancelling' ? lookedEnding(tried, weighed) : handedOver(endingOf(task, tried, policy, weighed), tried, weighed);
      const move = now.status === 'cancelling' && task.status !== 'cancelling' ? cancelledEnding(ending) : ending;
      if (move.to === 'succeeded' && task.action.endsWith('.removeUser')) await tx.execute(sql`update orphans set cleaned_at = clock_timestamp() where service_id = ${task.service_id} and node_id = ${task.node_id} and login = ${task.target} and cleaned_at is null`);
      if (move.to === 'succeeded' && isCallBack(task.action)) await noteDone(tx, task.id);
      // A late writer of an older generation leaves no trace on the service.
      const ours = held.service.generation === task.generation;
      const writes = move.to === 'succeeded' && tried.outcome.is === 'done' && ours ? await writeAll(tx, task, tried.outcome.writes ?? {}, certificatePolicy) : {};
      const items = ours ? await itemsOf(tx, task, move.to, tried.outcome) : [];
      const facts = { ...writes, ...(ours && (await noteCertificate(tx, task, move.to, tried, certificatePolicy))) };
      await moveHeld(tx, engine.boss, held, [{ taskId: task.id, fence: task.starts, ...move }], {
        service: facts,
        ...(items.length > 0 && { items }),
        wakes: circuit.seconds > 0 ? [{ node: task.node_id, after: circuit.seconds }] : [],
      });
    });
    return true;
  } catch (error) {
    if (error instanceof Stale) return false;
    throw error;
  }
}

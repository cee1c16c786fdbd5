/** Auto-SSL: takes the certificates that are due, looks, and lets the machine of `core/certificate.ts` say what comes next. */
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { type CertificateEvent, type CertificateMove, certificateNames, type CertificateRole } from '#server/core/certificate.ts';
import { counted } from '#server/core/setting.ts';
import type { Sight, Target } from '#server/core/sight.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { recordExpiry } from '#server/tasks/call-backs.ts';
import { applyToCertificate, type CertificateKey } from '#server/tasks/certificates.ts';
import { openChange } from '#server/tasks/change.ts';
import type { Engine } from '#server/tasks/engine.ts';
import { raise } from '#server/tasks/notice.ts';
import { type Subject, subjectOf } from '#server/tasks/operation.ts';
import { siteTask } from '#server/tasks/site-edit.ts';
import { emit } from '#server/tasks/emit.ts';
import { lockService } from '#server/tasks/transition.ts';
import { heldUntil } from '#server/tasks/validations.ts';
import { sendWakes } from '#server/tasks/wake.ts';
import type { Probe } from './probe.ts';

export interface AutoSslOptions {
  probe: Probe;
  /** Certificates that this process looks at at once. */
  capacity?: number;
  pollMs?: number;
}

const LEASE_SECONDS = 120;

interface Due extends Record<string, unknown> {
  service_id: number;
  generation: number;
  role: CertificateRole;
  claim: number;
  domain: string;
  /** Those that the node has: it issues for no other. */
  aliases: readonly string[];
  guest: boolean;
  nameservers: readonly string[];
  ipv4: string;
  ipv6: string | null;
  working: boolean;
  /** HTTPS is to be forced, and there was no certificate yet. */
  waiting: boolean;
}

/** What is due of services that are live and meant to be: each goes to one worker, until its lease has run out. */
async function claimDue(engine: Engine, most: number): Promise<readonly Due[]> {
  const { rows } = await engine.db.execute<Due>(sql`
    update certificates c set leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}), claim = c.claim + 1
    from (select d.service_id, d.generation, d.role, s.domain, coalesce(s.observed->'web'->'applied'->'aliases', s.desired->'web'->'aliases') as aliases, jsonb_typeof(s.desired->'vanity') = 'object' as guest, s.desired->'nameservers' as nameservers, n.ipv4, n.ipv6,
        exists (select 1 from tasks t where t.service_id = d.service_id and t.generation = d.generation and t.action like d.role || '.%Certificate' and t.status in ('waiting', 'queued', 'running', 'retrying', 'postponed', 'cancelling')) as working,
        coalesce(d.role = 'web' and (s.observed->'web'->>'waiting')::boolean, false) as waiting
      from certificates d join services s on s.id = d.service_id and s.generation = d.generation
        join placements p on p.service_id = d.service_id and p.generation = d.generation and p.role = d.role join nodes n on n.id = p.node_id
      where d.next_at <= clock_timestamp() and (d.leased_until is null or d.leased_until < clock_timestamp()) and s.live and s.state = 'active' and s.wanted = 'active' and not (d.role = 'web' and coalesce((s.desired->'web'->>'off')::boolean, false))
      order by d.next_at limit ${most} for no key update of d skip locked) due
    where c.service_id = due.service_id and c.generation = due.generation and c.role = due.role
    returning c.service_id, c.generation, c.role, c.claim, due.domain, due.aliases, due.guest, due.nameservers, due.ipv4, due.ipv6, due.working, due.waiting`);
  return rows;
}

/** A task on the certificate of a role, on its account. */
export function certificateTask({ service, places }: Subject, role: CertificateRole, verb: 'issue' | 'set' | 'remove'): PlannedTask {
  const place = places.find((one) => one.role === role);
  if (place === undefined) throw new Error(`Service ${service.id} has a certificate for ${role} and no such place`);
  const action = `${role}.${verb}Certificate` as const;
  return { key: action, action, nodeId: place.nodeId, target: service.domain, after: [], serialKey: `${place.nodeId}:${place.login}` };
}

/** One that will run reads the newest wish, and what the node has then. */
async function siteIsBroughtNow(tx: Tx, serviceId: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`select 1 from tasks where service_id = ${serviceId} and action = 'web.applySettings' and status in ('waiting', 'queued', 'retrying', 'postponed') limit 1`);
  return rows.length > 0;
}

const verbs = { issue: 'issue', install: 'set' } as const;

export class AutoSsl {
  readonly #engine: Engine;
  readonly #options: Required<AutoSslOptions>;
  readonly #going = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #taking: Promise<void> | null = null;
  #again = false;
  #stopping = false;

  constructor(engine: Engine, options: AutoSslOptions) {
    this.#engine = engine;
    this.#options = { capacity: 16, pollMs: 1000, ...options };
  }

  start(): void {
    this.#timer = setInterval(() => this.kick(), this.#options.pollMs);
    this.kick();
  }

  /** Something may be due. Never waits. */
  kick(): void {
    if (this.#stopping) return;
    this.#again = true;
    this.#taking ??= this.#take().catch((error: unknown) => this.#engine.log.warn({ err: error }, 'The certificates that are due could not be read; in a moment again')).finally(() => {
      this.#taking = null;
      if (this.#again) this.kick();
    });
  }

  /** Lets the looks that are under way end. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await this.#taking;
    await Promise.all(this.#going);
  }

  async #take(): Promise<void> {
    while (this.#again && !this.#stopping) {
      this.#again = false;
      const room = this.#options.capacity - this.#going.size;
      const due = room > 0 ? await claimDue(this.#engine, room) : [];
      for (const one of due) this.#run(one);
    }
  }

  #run(due: Due): void {
    const going = this.#look(due)
      .catch((error: unknown) => this.#engine.log.error({ err: error, service: due.service_id, role: due.role }, 'A certificate could not be looked at; it is again when its lease has ended'))
      .finally(() => {
        this.#going.delete(going);
        this.kick();
      });
    this.#going.add(going);
  }

  async #look({ service_id: serviceId, generation, role, claim, working, waiting, aliases, guest, ...target }: Due): Promise<void> {
    const { db, log } = this.#engine;
    const [sight, policies, policy] = await Promise.all([working ? null : this.#see(certificateNames(role, { domain: target.domain, aliases, guest }), target), this.#engine.policies(), this.#engine.certificatePolicy()]);
    const key = { serviceId, generation, role };
    const move = await db.transaction(async (tx) => {
      await lockService(tx, serviceId);
      const event: CertificateEvent = sight === null ? { is: 'working' } : { is: 'checked', sight, heldUntil: await heldUntil(tx, sight.names.map(({ name }) => name)) };
      const moved = await applyToCertificate(tx, key, event, policy, claim);
      if (moved?.warn != null) await sendWakes(tx, this.#engine.boss, await recordExpiry(tx, serviceId, generation, { role, days: moved.warn, until: moved.memory.served?.until ?? null }));
      if (moved !== null) await this.#follow(tx, key, moved, policies, waiting);
      if (moved?.warn != null) await raise(tx, 'certificateExpiring', { subject: target.domain, text: `Within ${counted(moved.warn, 'days')}: ${moved.memory.reason}`, path: `/services/${serviceId}` });
      return moved;
    });
    if (move?.warn != null) log.warn({ service: serviceId, role, days: move.warn, until: move.memory.served?.until }, 'A certificate is about to expire');
  }

  async #see(names: readonly string[], target: Target): Promise<Sight> {
    const { probe } = this.#options;
    const [seen, served] = await Promise.all([Promise.all(names.map((name) => this.#engine.resolve(name, target))), probe(names, target.ipv4)]);
    return { names: seen, served };
  }

  /** What the machine wants done is a task like any other, and so is what a site waits for; its event carries the certificate's new state. */
  async #follow(tx: Tx, { serviceId, generation }: CertificateKey, { act, memory, views }: CertificateMove & { views: unknown }, policies: Awaited<ReturnType<Engine['policies']>>, waiting: boolean): Promise<void> {
    const secured = act === null && waiting && memory.state === 'active' && !(await siteIsBroughtNow(tx, serviceId));
    const subject = act === null && !secured ? null : await subjectOf(tx, serviceId);
    if (subject?.service.generation !== generation) {
      await emit(tx, serviceId, { service: { certificates: views } });
      return;
    }
    const task = act === null ? siteTask(subject) : certificateTask(subject, memory.role, verbs[act]);
    await openChange(tx, this.#engine, subject, { plan: [task], openedBy: 'Auto-SSL', policies, facts: { certificates: views } });
  }
}

/** Brings parts of a backup back: a change with one step per part, which take turns with everything else on their account. */
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { items } from '#db/schema/index.ts';
import { restoreActions } from '#server/core/action.ts';
import { isBackup } from '#server/core/items/backup.ts';
import { accountKey } from '#server/core/modes/parts.ts';
import { domain, login } from '#server/core/names.ts';
import type { BackupFacts } from '#server/core/backup-panel.ts';
import { isTyped, partFault, partKey, restoreActionOf, type RestorePart } from '#server/core/restore.ts';
import type { PlannedTask } from '#server/core/wish.ts';
import { Refused } from '#server/refused.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { itemAt, openSubject, placeOf, withinLimit } from './items.ts';
import type { Subject } from './operation.ts';

export interface Restore {
  /** Of the backup. */
  id: number;
  parts: readonly RestorePart[];
  /** The domain, typed by who confirms it. */
  typed: string;
}

async function isGoingOn(tx: Tx, serviceId: number): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select 1 from tasks where service_id = ${serviceId} and action = any(${sql.param([...restoreActions])}::text[]) and status not in ('succeeded', 'skipped', 'failed', 'cancelled') limit 1`);
  return rows.length > 0;
}

/** Databases that were removed since come back: there must be room for them. */
async function roomForReturning(tx: Tx, subject: Subject, parts: readonly RestorePart[]): Promise<void> {
  const there = await tx.select({ name: items.name }).from(items).where(and(eq(items.serviceId, subject.service.id), eq(items.kind, 'database'), isNotNull(items.wish)));
  const account = placeOf(subject, 'web').login;
  const names = new Set(there.map(({ name }) => `${account}_${name}`));
  const coming = parts.filter((part) => part.is === 'database' && !names.has(part.name)).length;
  if (coming > 0) withinLimit(subject, 'database', there.length + coming - 1);
}

function taskOf(subject: Subject, backup: number, part: RestorePart): PlannedTask {
  const { service } = subject;
  const { nodeId, login: account } = placeOf(subject, part.is === 'mailbox' ? 'mail' : 'web');
  const target = part.is === 'site' ? service.domain : part.is === 'database' ? part.name : `${part.name}@${service.domain}`;
  return { key: partKey(part), action: restoreActionOf[part.is], nodeId, target, after: [], serialKey: accountKey(nodeId, login.parse(account)), item: backup };
}

function checked(subject: Subject, archive: BackupFacts, parts: readonly RestorePart[], typed: string): void {
  const name = domain.parse(subject.service.domain);
  const fault = parts.map((part) => partFault(part, archive, name)).find((one) => one !== null);
  if (fault !== undefined) throw new Refused('CONFLICT', fault, 'parts');
  if (isTyped(parts) && typed.trim().toLowerCase() !== name) throw new Refused('BAD_REQUEST', `Type ${name} to confirm what is overwritten`, 'typed');
}

/** Throws `Refused`: there is no such backup or part, it is not confirmed, or the service is not to be changed now. Answers the operation. */
export async function restoreBackup(engine: Engine, serviceId: number, { id, parts: raw, typed }: Restore, by: string): Promise<{ operation: number }> {
  const policies = await engine.policies();
  const parts = [...new Map(raw.map((part) => [partKey(part), part])).values()];
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const row = await itemAt(tx, serviceId, { id, rev: null });
    const archive = row.known !== null && 'archive' in row.known ? row.known.archive : null;
    if (!isBackup(row.kind) || archive === null) throw new Refused('CONFLICT', 'This backup is not made yet');
    if (row.wish === null) throw new Refused('CONFLICT', 'This backup is being deleted');
    if (await isGoingOn(tx, serviceId)) throw new Refused('CONFLICT', 'Something is being restored already: wait until that is done');
    checked(subject, archive, parts, typed);
    await roomForReturning(tx, subject, parts);
    return { operation: await openChange(tx, engine, subject, { plan: parts.map((part) => taskOf(subject, id, part)), openedBy: by, policies, urgent: true }) };
  });
}

/** A look at the backups that a service's nodes have, and at what one of them would bring back. Reads only; what is found is noted. */
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { nodes } from '#db/schema/index.ts';
import { type BackupKind, backupKinds, backupRole, fileOf } from '#server/core/items/backup.ts';
import type { ItemView } from '#server/core/items/item.ts';
import { backupFile, domain, type Login, login } from '#server/core/names.ts';
import { nodeWords } from '#server/core/node.ts';
import type { BackupFacts } from '#server/core/backup-panel.ts';
import { type AccountUsage, isSilence, type Panel } from '#server/core/panel.ts';
import { choicesOf, type RestoreChoice } from '#server/core/restore.ts';
import { Refused } from '#server/refused.ts';
import { noteBackups } from './backup-notes.ts';
import type { Engine } from './engine.ts';
import { itemAt } from './items.ts';
import type { NodeRow } from './load.ts';
import { type Subject, subjectOf } from './operation.ts';
import { lockForPerson } from './retry.ts';
import { emit } from './emit.ts';

const LOOK_MS = 8000;

export interface BackupPlace {
  kind: BackupKind;
  node: NodeRow;
  login: Login;
}

/** Each account with backups of its own, once: where web and mail share one, it is the website's. */
async function placesOf(tx: Tx, { places }: Subject): Promise<readonly BackupPlace[]> {
  const found = backupKinds.flatMap((kind) => places.filter(({ role, fact }) => role === backupRole[kind] && fact !== null).map((place) => ({ kind, place })));
  const own = found.filter(({ place }, at) => found.findIndex((other) => other.place.login === place.login && other.place.nodeId === place.nodeId) === at);
  return Promise.all(own.map(async ({ kind, place }) => {
    const [node] = await tx.select().from(nodes).where(eq(nodes.id, place.nodeId));
    if (node === undefined) throw new Error(`Node ${place.nodeId} of service ${place.serviceId} is gone`);
    return { kind, node, login: login.parse(place.login) };
  }));
}

const reading = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

/** Throws `Refused` for a backup that the service does not have. */
export async function placeOfBackup(engine: Engine, serviceId: number, id: number): Promise<BackupPlace & { archive: BackupFacts; subject: Subject }> {
  return engine.db.transaction(async (tx) => {
    const row = await itemAt(tx, serviceId, { id, rev: null });
    const subject = await subjectOf(tx, serviceId);
    const place = (await placesOf(tx, subject)).find(({ kind }) => kind === row.kind);
    const archive = row.known !== null && 'archive' in row.known ? row.known.archive : null;
    if (place === undefined || archive === null || !backupFile.safeParse(fileOf(row.known)).success) throw new Refused('CONFLICT', 'This backup is not made yet');
    return { ...place, archive, subject };
  }, reading);
}

/** Why a node does not tell, one sentence for staff; else what was asked. */
export async function asked<T>(engine: Engine, { node }: Pick<BackupPlace, 'node'>, read: (panel: Panel) => Promise<T>): Promise<{ found: T } | { silent: string }> {
  if (node.state === 'maintenance' || node.state === 'off') return { silent: `${node.name} was not asked: ${nodeWords[node.state].help}` };
  if (node.circuitUntil !== null && node.circuitUntil > new Date()) return { silent: node.lastError ?? `${node.name} does not answer` };
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    return { found: await read(engine.panelOf(node, { write: () => undefined, signal, look: true })) };
  } catch (error) {
    if (isSilence(error)) return { silent: error.message };
    if (signal.aborted) return { silent: `${node.name} did not answer within ${LOOK_MS / 1000} s` };
    throw error;
  }
}

/** Writes down what a look has found, and tells every watcher. */
export async function noteLooked(engine: Engine, serviceId: number, generation: number, looked: readonly { kind: BackupKind; list: readonly BackupFacts[] }[]): Promise<readonly ItemView[]> {
  return engine.db.transaction(async (tx) => {
    const held = await lockForPerson(tx, serviceId);
    if (held.generation !== generation) return [];
    const changed: ItemView[] = [];
    for (const { kind, list } of looked) changed.push(...(await noteBackups(tx, serviceId, kind, list)));
    if (changed.length > 0) await emit(tx, serviceId, { items: changed });
    return changed;
  });
}

export interface BackupLook {
  kind: BackupKind;
  /** Why the list may be old. */
  silent: string | null;
}

/** Its nodes are asked side by side, each for at most eight seconds. */
export async function lookAtBackups(engine: Engine, serviceId: number): Promise<readonly BackupLook[]> {
  const { places, generation } = await engine.db.transaction(async (tx) => {
    const subject = await subjectOf(tx, serviceId);
    return { places: await placesOf(tx, subject), generation: subject.service.generation };
  }, reading);
  const looked = await Promise.all(places.map(async (place) => ({ kind: place.kind, ...(await asked(engine, place, (panel) => panel.backups.list(place.login))) })));
  await noteLooked(engine, serviceId, generation, looked.flatMap((one) => ('found' in one ? [{ kind: one.kind, list: one.found }] : [])));
  return looked.map((one) => ({ kind: one.kind, silent: 'silent' in one ? one.silent : null }));
}

export interface Restorable {
  parts: readonly RestoreChoice[];
  /** Why it is not known what stands there now, or which mailboxes are in it. */
  silent: string | null;
  /** There is mail in it whose mailboxes the server could not list. */
  mailUnread: boolean;
}

/** What a backup would bring back, and what of it is there now. */
export async function restorable(engine: Engine, serviceId: number, id: number): Promise<Restorable> {
  const place = await placeOfBackup(engine, serviceId, id);
  const { archive, subject } = place;
  const name = domain.parse(subject.service.domain);
  const hasMail = archive.mailDomains.includes(name);
  const answer = await asked(engine, place, async (panel) => ({
    boxes: hasMail ? await panel.backups.mailboxes(place.login, archive.name, name) : [],
    contents: await panel.users.contents(place.login),
  }));
  const found = 'found' in answer ? answer.found : { boxes: null, contents: null };
  return { parts: choicesOf(archive, name, found.boxes, found.contents), silent: 'silent' in answer ? answer.silent : null, mailUnread: hasMail && found.boxes === null };
}

/** Accounts at once in an hour: after a night in which a panel has backed up all of its own, the others' turn comes. */
const MOST = 50;

/** Where a node counts another number of backups than we know of, they are read and noted. */
export async function lookWhereCounted(engine: Engine, nodeId: number, panel: Panel, usage: readonly AccountUsage[]): Promise<void> {
  const counted = JSON.stringify(usage.map(({ login: account, figures }) => ({ login: account, backups: figures.backups })));
  const { rows } = await engine.db.execute<{ service_id: number; generation: number; kind: BackupKind; login: string }>(sql`
    select distinct on (p.service_id, p.login) p.service_id, p.generation, p.role || 'Backup' as kind, p.login
    from jsonb_to_recordset(${counted}::jsonb) as seen (login text, backups int)
    join placements p on p.login = seen.login and p.node_id = ${nodeId} and p.role in ('web', 'mail') and p.fact is not null
    join services s on s.id = p.service_id and s.generation = p.generation and s.live
    where seen.backups <> (select count(*) from items i where i.service_id = p.service_id and i.kind in ('webBackup', 'mailBackup') and i.known -> 'archive' ->> 'name' like p.login || '.%')
    order by p.service_id, p.login, p.role desc limit ${MOST}`);
  for (const row of rows) await noteLooked(engine, row.service_id, row.generation, [{ kind: row.kind, list: await panel.backups.list(login.parse(row.login)) }]);
}

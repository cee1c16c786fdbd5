/** Everything that one attempt needs, read once when it starts. */
import { and, eq, or } from 'drizzle-orm';
import type { Db } from '#db/client.ts';
import { certificates, fileKeys, nodes, placements, services } from '#db/schema/index.ts';
import { neededNames } from '#server/core/certificate.ts';
import type { Claim } from '#server/core/steps/step.ts';
import type { CertificateTask, Wish } from '#server/core/wish.ts';
import type { Sealer } from '#server/seal.ts';
import { accountClaim } from './account-claim.ts';
import { certificateRoleOf, keyRow } from './certificates.ts';
import { claimFor, guestRows } from './guest.ts';
import { itemTask } from './item.ts';
import type { TaskRow } from './rows.ts';
import { wishOf } from './wish.ts';

export type NodeRow = typeof nodes.$inferSelect;
export interface Loaded {
  wish: Wish;
  node: NodeRow | null;
  /** Of a task that makes what no marker can tell. */
  claim: Claim | null;
}

const present = <T>(value: T | null): value is T => value !== null;

async function certificateTask(db: Db, sealer: Sealer, task: TaskRow, reference: string): Promise<CertificateTask | null> {
  const role = certificateRoleOf(task.action);
  if (role === null) return null;
  const [row] = await db.select().from(certificates).where(and(eq(certificates.serviceId, task.service_id), eq(certificates.generation, task.generation), eq(certificates.role, role)));
  if (row === undefined) throw new Error(`Task ${task.id} is on a certificate that is not there`);
  const { memory, own, ownKey } = row;
  const files = own === null || ownKey === null || memory.own === null ? null : { files: { ...own, key: sealer.open(ownKey, keyRow(reference, role)) }, fingerprint: memory.own.fingerprint };
  return { role, names: task.hands_over ? neededNames(memory) : memory.issueNames, before: memory.served?.fingerprint ?? null, own: files };
}

async function fileKeyOf(db: Db, task: TaskRow): Promise<string | null> {
  if (task.action !== 'web.addFileKey') return null;
  const [row] = await db.select({ publicKey: fileKeys.publicKey }).from(fileKeys).where(and(eq(fileKeys.serviceId, task.service_id), eq(fileKeys.generation, task.generation)));
  return row?.publicKey ?? null;
}

export async function load(db: Db, sealer: Sealer, task: TaskRow): Promise<Loaded> {
  const rows = await db.select().from(services)
    .leftJoin(placements, and(eq(placements.serviceId, services.id), eq(placements.generation, task.generation)))
    .leftJoin(nodes, or(eq(nodes.id, placements.nodeId), eq(nodes.id, task.node_id ?? 0)))
    .where(eq(services.id, task.service_id));
  const service = rows[0]?.services;
  if (service === undefined) throw new Error(`Service ${task.service_id} is gone while its task ${task.id} runs`);
  const unique = <T extends object>(all: readonly (T | null)[], key: (one: T) => string): T[] => [...new Map(all.filter(present).map((one) => [key(one), one])).values()];
  const placed = unique(rows.map((row) => row.placements), (one) => `${one.role} ${one.nodeId}`);
  const sites = unique(rows.map((row) => row.nodes), (one) => String(one.id));
  const own = service.desired.vanity === null ? [] : await guestRows(db, service.id);
  const certificate = await certificateTask(db, sealer, task, service.reference);
  const item = await itemTask(db, sealer, task, service.reference);
  return { wish: { ...wishOf(service, placed, sites, own, sealer), certificate, item, fileKey: await fileKeyOf(db, task) }, claim: claimFor(db, task, own) ?? accountClaim(db, task, placed), node: sites.find((node) => node.id === task.node_id) ?? null };
}

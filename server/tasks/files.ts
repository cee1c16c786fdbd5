/**
 * The way to a website's files: a key of the service's own, made and let in when somebody opens them for the first time.
 * What is done with them is no task: a person waits for it, and it is done over their own connection.
 */
import { and, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client.ts';
import { countedOf } from '#db/queries/usage.ts';
import { fileKeys, nodes, placements, services } from '#db/schema/index.ts';
import { accountLimits } from '#server/core/limits.ts';
import { accountKey } from '#server/core/modes/parts.ts';
import { domain, login } from '#server/core/names.ts';
import type { TaskStatus } from '#server/core/task.ts';
import type { FileOwner } from '#server/panels/files.ts';
import { Refused } from '#server/refused.ts';
import type { Sealer } from '#server/seal.ts';
import { newKey } from '#server/ssh/keys.ts';
import { openChange } from './change.ts';
import type { Engine } from './engine.ts';
import { openSubject, placeOf } from './items.ts';
import type { NodeRow } from './load.ts';
import type { Subject } from './operation.ts';
import { retryOver } from './retry.ts';

const keyRow = (reference: string): string => `file_keys.private_key:${reference}`;
const offered = (node: NodeRow | undefined): node is NodeRow => node?.probed?.sftpJail === true;
const notOffered = () => new Refused('PRECONDITION_FAILED', 'Files can not be opened on this server');

async function haveKey(tx: Tx, engine: Engine, { service }: Subject): Promise<void> {
  const [row] = await tx.select({ generation: fileKeys.generation }).from(fileKeys).where(eq(fileKeys.serviceId, service.id));
  if (row?.generation === service.generation) return;
  const { privateKey, publicKey } = newKey('hostwright-files');
  const key = { generation: service.generation, publicKey, privateKey: engine.sealer.seal(privateKey.reveal(), keyRow(service.reference)) };
  await tx.insert(fileKeys).values({ serviceId: service.id, ...key }).onConflictDoUpdate({ target: fileKeys.serviceId, set: key });
}

/** True when the key is let in already. Else a task that lets it in is open, once; `again`: the node did not know the key any more. */
export async function openFiles(engine: Engine, serviceId: number, by: string, again = false): Promise<{ ready: boolean }> {
  const policies = await engine.policies();
  return engine.db.transaction(async (tx) => {
    const subject = await openSubject(tx, serviceId);
    const { service } = subject;
    const { nodeId, login: account } = placeOf(subject, 'web');
    const [node] = await tx.select().from(nodes).where(eq(nodes.id, nodeId));
    if (!offered(node)) throw notOffered();
    await haveKey(tx, engine, subject);
    const { rows: [task] } = await tx.execute<{ id: number; status: TaskStatus }>(sql`select id, status from tasks where service_id = ${serviceId} and generation = ${service.generation} and action = 'web.addFileKey' order by id desc limit 1`);
    if (task?.status === 'succeeded' && !again) return { ready: true };
    if (task === undefined || task.status === 'succeeded') {
      await openChange(tx, engine, subject, { plan: [{ key: 'web.addFileKey', action: 'web.addFileKey', nodeId, target: account, after: [], serialKey: accountKey(nodeId, account) }], openedBy: by, policies, urgent: true });
    } else await retryOver(tx, engine, serviceId, { taskIds: [task.id], policies, by });
    return { ready: false };
  });
}

export interface FilePlace {
  node: NodeRow;
  owner: FileOwner;
  generation: number;
}

/** Where a service's files are, and what opens them. Throws `Refused`: closed for now, or not opened yet. */
export async function placeOfFiles(db: Db, sealer: Sealer, serviceId: number): Promise<FilePlace> {
  const [row] = await db.select({ service: services, login: placements.login, node: nodes, key: fileKeys }).from(services)
    .innerJoin(placements, and(eq(placements.serviceId, services.id), eq(placements.generation, services.generation), eq(placements.role, 'web'))).innerJoin(nodes, eq(nodes.id, placements.nodeId))
    .leftJoin(fileKeys, and(eq(fileKeys.serviceId, services.id), eq(fileKeys.generation, services.generation))).where(eq(services.id, serviceId));
  if (row === undefined || !offered(row.node)) throw notOffered();
  const { service, node, key } = row;
  if (service.state === 'suspended' || service.wanted === 'suspended') throw new Refused('CONFLICT', 'The service is suspended: its files are closed until it is switched on again');
  if (service.state !== 'active' || service.wanted === 'terminated') throw new Refused('CONFLICT', 'The service is being changed: its files are closed until that is done');
  if (node.state === 'maintenance' || node.state === 'off') throw new Refused('CONFLICT', 'The server is being worked on: try again later');
  if (key === null) throw new Refused('PRECONDITION_FAILED', 'The files are not open yet', 'key');
  const owner = { key: `${service.id}:${service.generation}`, login: login.parse(row.login), domain: domain.parse(service.domain), privateKey: sealer.open(key.privateKey, keyRow(service.reference)) };
  return { node, owner, generation: service.generation };
}

/** Bytes that the plan has left, as it was last counted; null = any number. */
export async function bytesLeft(db: Db, serviceId: number): Promise<number | null> {
  const [row] = await db.select({ desired: services.desired }).from(services).where(eq(services.id, serviceId));
  const counted = (await countedOf(db, serviceId)).find(({ roles }) => roles.includes('web'));
  const most = row === undefined ? null : accountLimits(counted?.roles ?? ['web'], row.desired.limits).diskMb;
  return most === null ? null : Math.max(0, most - (counted?.figures.diskMb ?? 0)) * 1024 * 1024;
}

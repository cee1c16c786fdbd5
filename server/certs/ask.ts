/** What staff ask of a certificate: look now, issue now, use an uploaded one, go back to Auto-SSL. */
import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { certificates } from '#db/schema/index.ts';
import { type CertificateEvent, type CertificateMemory, type CertificatePolicy, type CertificateRole, neededNames } from '#server/core/certificate.ts';
import { Refused } from '#server/refused.ts';
import { applyToCertificate, type CertificateKey, certificateRow, keyRow, notifyDue } from '#server/tasks/certificates.ts';
import { openChange } from '#server/tasks/change.ts';
import type { Engine } from '#server/tasks/engine.ts';
import { type Subject, subjectOf } from '#server/tasks/operation.ts';
import { lockForPerson } from '#server/tasks/retry.ts';
import { emit } from '#server/tasks/emit.ts';
import { certificateTask } from './auto-ssl.ts';
import { checkUpload, type Upload } from './own.ts';

interface Found {
  subject: Subject;
  key: CertificateKey;
  memory: CertificateMemory;
}

/** Under the service's lock. While a task is at it there is nothing to ask. */
async function find(tx: Tx, serviceId: number, role: CertificateRole): Promise<Found> {
  await lockForPerson(tx, serviceId);
  const subject = await subjectOf(tx, serviceId);
  const key = { serviceId, generation: subject.service.generation, role };
  const row = await certificateRow(tx, key);
  if (row === null) throw new Refused('NOT_FOUND', `This service has no ${role === 'web' ? 'website' : 'mail'} certificate yet: it gets one when it is deployed`);
  if (subject.service.state !== 'active') throw new Refused('CONFLICT', 'Certificates are looked after while the service is active');
  if (row.memory.state === 'issuing') throw new Refused('CONFLICT', 'A task on this certificate is at work: wait until it has ended');
  return { subject, key, memory: row.memory };
}

async function moved(tx: Tx, key: CertificateKey, event: CertificateEvent, policy: CertificatePolicy) {
  const move = await applyToCertificate(tx, key, event, policy);
  if (move === null) throw new Error(`The ${key.role} certificate of service ${key.serviceId} is gone under its lock`);
  return move;
}

/** `issue`: whatever is served, though never past Let's Encrypt's limits. */
export async function askNow(engine: Engine, serviceId: number, role: CertificateRole, issue: boolean): Promise<void> {
  const policy = await engine.certificatePolicy();
  await engine.db.transaction(async (tx) => {
    const { key, memory } = await find(tx, serviceId, role);
    if (issue && memory.own !== null) throw new Refused('CONFLICT', 'An uploaded certificate is in use: remove it, and Auto-SSL issues one');
    const { views } = await moved(tx, key, { is: 'asked', issue }, policy);
    await notifyDue(tx);
    await emit(tx, serviceId, { service: { certificates: views } });
  });
}

export async function upload(engine: Engine, serviceId: number, role: CertificateRole, given: Upload, openedBy: string): Promise<void> {
  const [policies, policy] = await Promise.all([engine.policies(), engine.certificatePolicy()]);
  await engine.db.transaction(async (tx) => {
    const { subject, key, memory } = await find(tx, serviceId, role);
    const { files, own } = checkUpload(given, neededNames(memory), Date.now());
    const sealed = engine.sealer.seal(files.key.reveal(), keyRow(subject.service.reference, role));
    await tx.update(certificates).set({ own: { certificate: files.certificate, chain: files.chain }, ownKey: sealed })
      .where(and(eq(certificates.serviceId, serviceId), eq(certificates.generation, key.generation), eq(certificates.role, role)));
    const { views } = await moved(tx, key, { is: 'uploaded', own }, policy);
    await openChange(tx, engine, subject, { plan: [certificateTask(subject, role, 'set')], openedBy, policies, facts: { certificates: views } });
  });
}

/** Auto-SSL goes on as soon as the node has let go of the uploaded one. */
export async function withdraw(engine: Engine, serviceId: number, role: CertificateRole, openedBy: string): Promise<void> {
  const [policies, policy] = await Promise.all([engine.policies(), engine.certificatePolicy()]);
  await engine.db.transaction(async (tx) => {
    const { subject, key, memory } = await find(tx, serviceId, role);
    if (memory.own === null) throw new Refused('CONFLICT', 'No uploaded certificate is in use');
    const { views } = await moved(tx, key, { is: 'removing' }, policy);
    await openChange(tx, engine, subject, { plan: [certificateTask(subject, role, 'remove')], openedBy, policies, facts: { certificates: views } });
  });
}

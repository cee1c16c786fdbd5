/** Does one call-back: reads what it is about as it is now, asks WHMCS, and says what came of it. */
import { eq } from 'drizzle-orm';
import { callBacks, instances, services } from '#db/schema/index.ts';
import type { CallBackPayload } from '#server/core/call-back.ts';
import { done, failed, later, type Outcome } from '#server/core/outcome.ts';
import { accessOf, noteCalled } from './access.ts';
import * as whmcs from './actions.ts';
import type { Called } from './client.ts';
import { fieldsOf } from './fields.ts';
import { type CallBackDeps, type Going, type Job, type Task, troubleOf } from './job.ts';
import { bornWith, isEarly, isStale } from './stale.ts';
import { bringTicket } from './ticket.ts';

const outcomeOf = (called: Called<unknown>, starts: number): Outcome => (called.is === 'ok' ? done(true) : troubleOf(called, starts));

/** Custom fields have numbers of their own in each product: WHMCS is asked for the one with this name. */
async function referenceIn({ access, service, io, ask }: Job, name: string): Promise<Called<Record<string, string>>> {
  const called = await ask('GetClientsProducts', whmcs.products(access, { serviceId: service.externalId }, io));
  if (called.is !== 'ok') return called;
  const field = called.data.products.find(({ id }) => id === service.externalId)?.customfields.find((one) => one.name.trim().toLowerCase() === name.toLowerCase());
  if (field === undefined) io.say(`Its product in WHMCS has no custom field “${name}”`);
  return { is: 'ok', data: field === undefined ? {} : { [field.id]: service.reference } };
}

async function product(job: Job): Promise<Outcome> {
  const { deps, access, service, io, task, ask } = job;
  const { callBacks: { referenceField, product: shown } } = await deps.settings();
  const name = referenceField.trim();
  const reference: Called<Record<string, string>> = name === '' ? { is: 'ok', data: {} } : await referenceIn(job, name);
  if (reference.is !== 'ok') return troubleOf(reference, task.starts);
  const fields = shown ? await fieldsOf(deps.db, service) : { username: null, ip: null, nameservers: [] };
  if (!shown && Object.keys(reference.data).length === 0) return done(false);
  return outcomeOf(await ask('UpdateClientProduct', whmcs.updateProduct(access, service.externalId, { ...fields, customFields: reference.data }, io)), task.starts);
}

const newest = (all: readonly { id: number }[]): number => Math.max(0, ...all.map(({ id }) => id));

/** Whether a mail about the service has gone to its client since `before`, the newest one of then. */
async function hasGone({ access, service, io, ask }: Job, before: number): Promise<Called<boolean>> {
  const asked = await ask('GetEmails', whmcs.emails(access, service.desired.clientId, io));
  if (asked.is !== 'ok') return asked;
  const since = asked.data.emails.filter(({ id }) => id > before);
  return { is: 'ok', data: since.some(({ subject, message }) => `${subject} ${message}`.toLowerCase().includes(service.domain)) };
}

const UNSURE = 'Its answer was lost, and WHMCS does not say whether the mail has gone';

/**
 * WHMCS has no key by which a mail that is asked for twice would go once. So the newest mail of the client is written down
 * before: after a lost answer, a newer one about this service is it. While that stands, the mail may have gone.
 */
async function mail(job: Job, { template }: CallBackPayload & { kind: 'mail' }): Promise<Outcome> {
  const { deps: { db }, access, service, row, task, io, ask } = job;
  if (task.doubt && row.before !== null) {
    const gone = await hasGone(job, Number(row.before));
    if (gone.is === 'refused' || (gone.is === 'down' && gone.unread === true)) return failed(UNSURE, `See the client's e-mail log in WHMCS; retry this task only if it has not gone. With GetEmails in the API role this is found out by itself.`, { retry: false });
    if (gone.is === 'down') return troubleOf({ ...gone, sent: true }, task.starts);
    if (gone.data) return done(false);
  } else {
    const known = await ask('GetEmails', whmcs.emails(access, service.desired.clientId, io));
    // One that is not understood, or not allowed, holds up no mail.
    if (known.is === 'down' && known.unread !== true) return troubleOf({ ...known, sent: false }, task.starts);
    await db.update(callBacks).set({ before: String(known.is === 'ok' ? newest(known.data.emails) : 0) }).where(eq(callBacks.id, row.id));
  }
  const sent = await ask(`SendEmail, template ${template}`, whmcs.sendEmail(access, template, service.externalId, io));
  // Refused, or never asked: it has surely not gone.
  if (sent.is === 'refused' || (sent.is === 'down' && !sent.sent)) await db.update(callBacks).set({ before: null }).where(eq(callBacks.id, row.id));
  return outcomeOf(sent, task.starts);
}

const linkOf = ({ deps, service }: Job): string | null => {
  const url = deps.publicUrl();
  return url === null ? null : `${url}/services/${service.id}`;
};

async function notify(job: Job, { title, text, status, good }: CallBackPayload & { kind: 'notify' }): Promise<Outcome> {
  const { access, service, task, io, ask } = job;
  const attributes = { Service: service.externalId, Reference: service.reference };
  return outcomeOf(await ask('TriggerNotificationEvent', whmcs.notify(access, { title, message: text, url: linkOf(job), status, good, attributes }, io)), task.starts);
}

function perform(job: Job): Promise<Outcome> {
  const { row: { payload }, access, service, task, io, ask } = job;
  switch (payload.kind) {
    case 'product':
      return product(job);
    case 'mail':
      return mail(job, payload);
    case 'activity':
      return ask('LogActivity', whmcs.logActivity(access, payload.text, service.desired.clientId, io)).then((called) => outcomeOf(called, task.starts));
    case 'notify':
      return notify(job, payload);
    case 'ticket':
      return bringTicket(job, payload.ticketId);
  }
}

export async function runCallBack(deps: CallBackDeps, task: Task, io: Going): Promise<Outcome> {
  const { db, sealer } = deps;
  const [found] = await db.select({ row: callBacks, service: services, instance: instances, born: bornWith }).from(callBacks).innerJoin(services, eq(services.id, callBacks.serviceId)).innerJoin(instances, eq(instances.id, callBacks.instanceId)).where(eq(callBacks.taskId, task.id));
  if (found === undefined) return done(false);
  const { row, service, instance } = found;
  if (row.doneAt !== null) return done(false);
  const access = accessOf(sealer, instance);
  if (access === null) return failed(`${instance.name} has no API credential any more`, 'Enter one under Settings, WHMCS, then retry.', { retry: false });
  const ask: Job['ask'] = async (what, calling) => {
    const called = await calling;
    io.say(`${what}: ${called.is === 'ok' ? 'done' : called.message}`);
    await noteCalled(db, instance.id, called);
    return called;
  };
  const job: Job = { deps, access, instance, row, service, task, io, ask };
  if (isEarly(found)) return later(60, 'The service is being built anew: its customer is told when it is ready');
  if (!isStale(found)) return perform(job);
  io.say('The service was built anew or ended since');
  return done(false);
}

/** The API of each WHMCS: its credential, its departments, failure tickets, and what fits nothing on the other side. */
import { asc, count, eq } from 'drizzle-orm';
import * as z from 'zod';
import { instances, strays } from '#db/schema/index.ts';
import { record } from '#server/audit.ts';
import { DOTS } from '#server/core/setting.ts';
import { customerTicket, nodeTicket, type Said, staffTicket } from '#server/core/ticket.ts';
import { Refused } from '#server/refused.ts';
import { catalogue } from '#server/settings/catalogue.ts';
import { setRow } from '#server/settings/rows.ts';
import { adoptPending } from '#server/tasks/call-backs.ts';
import { sendWakes } from '#server/tasks/wake.ts';
import { accessOf, type InstanceRow, mergedAccess, saveAccess } from '#server/whmcs/access.ts';
import { departments, details, openTicket } from '#server/whmcs/actions.ts';
import type { Access } from '#server/whmcs/client.ts';
import { compareInstance } from '#server/whmcs/compare.ts';
import { reasonOf } from '#server/whmcs/reason.ts';
import type { Api } from '../context.ts';
import { may, router, surely } from '../trpc.ts';

const byId = z.object({ id: z.number().int() });
const secret = (what: string) => z.string().trim().min(8, `${what} is too short`).max(200, `${what} is longer than 200 characters`);
const credential = byId.extend({
  url: z.url({ protocol: /^https?$/, error: 'The address of WHMCS is not valid' }).transform((value) => { const { origin, pathname } = new URL(value); return origin + pathname.replace(/\/(?:includes\/api\.php)?\/*$/, ''); }),
  identifier: z.string({ error: 'The identifier is missing' }).trim().min(1, 'The identifier is missing').max(200, 'The identifier is longer than 200 characters'),
  /** Left out: the one that is kept. */
  secret: secret('The secret').optional(),
  accessKey: secret('The access key').nullable().optional(),
});

/** A person waits for it. */
const PATIENCE = { timeoutMs: 10_000 };

async function rowOf({ db }: Api, id: number): Promise<InstanceRow> {
  const [row] = await db.select().from(instances).where(eq(instances.id, id));
  if (row === undefined || row.builtin) throw new Refused('NOT_FOUND', 'This WHMCS is not connected any more');
  return row;
}

async function accessFor(api: Api, id: number): Promise<{ row: InstanceRow; access: Access }> {
  const row = await rowOf(api, id);
  const access = accessOf(api.sealer, row);
  if (access === null) throw new Refused('PRECONDITION_FAILED', `${row.name} has no API credential yet`);
  return { row, access };
}

async function merged(api: Api, input: z.output<typeof credential>): Promise<Access> {
  const access = mergedAccess(api.sealer, await rowOf(api, input.id), input);
  if (access === null) throw new Refused('BAD_REQUEST', 'The secret is missing: one that is kept goes to the address that it was kept for, and to no other', 'secret');
  return access;
}

/** Somebody whom nobody knows, for pictures of tickets. */
const example: Said = {
  is: 'failed', operationId: 17, kind: 'deploy', number: 1, domain: 'rosas-bakery.com', reference: '7F3A-12C9', service: 1, externalId: '42', clientId: '7', generation: 1,
  step: { task: 99, action: 'mail.addDomain', node: 'mail-1', attempts: 3, cause: 'The mail server could not be restarted', hint: 'Look at the server, then retry this step.' },
};

export const whmcsRouter = router({
  /** Nothing of a secret but whether there is one. */
  apis: may('look').query(async ({ ctx }) => {
    const rows = await ctx.api.db.select().from(instances).where(eq(instances.builtin, false)).orderBy(asc(instances.name));
    const found = await ctx.api.db.select({ instanceId: strays.instanceId, strays: count() }).from(strays).groupBy(strays.instanceId);
    return rows.map((row) => ({
      id: row.id, name: row.name, url: row.apiUrl ?? row.origin ?? '', identifier: row.apiIdentifier ?? '', on: row.apiSecret !== null, accessKey: row.apiAccessKey !== null, department: row.ticketDepartment ?? '',
      okAt: row.apiOkAt?.toISOString() ?? null, error: row.apiError, errorAt: row.apiErrorAt?.toISOString() ?? null, comparedAt: row.comparedAt?.toISOString() ?? null, strays: found.find(({ instanceId }) => instanceId === row.id)?.strays ?? 0,
    }));
  }),
  /** Answers what undoes it. */
  saveApi: surely('people').input(credential).mutation(async ({ ctx, input }) => {
    const access = await merged(ctx.api, input);
    return ctx.api.db.transaction(async (tx) => {
      const { change, before: old } = await saveAccess(tx, ctx.api.sealer, input.id, access);
      const before = { url: old.apiUrl, identifier: old.apiIdentifier, secret: old.apiSecret === null ? null : DOTS, accessKey: old.apiAccessKey === null ? null : DOTS };
      const after = { url: input.url, identifier: input.identifier, secret: input.secret === undefined ? DOTS : `${DOTS} (new)`, accessKey: access.accessKey === null ? null : input.accessKey === undefined ? DOTS : `${DOTS} (new)` };
      await record(tx, { who: ctx.caller.name, what: 'whmcs.saveApi', subject: old.name, before, after });
      await sendWakes(tx, ctx.api.boss, await adoptPending(tx, input.id));
      return { change };
    });
  }),
  /** Answers what undoes it. */
  removeApi: surely('people').input(byId).mutation(async ({ ctx, input }) => {
    const { name } = await rowOf(ctx.api, input.id);
    return ctx.api.db.transaction(async (tx) => {
      const { change, before } = await saveAccess(tx, ctx.api.sealer, input.id, null);
      await record(tx, { who: ctx.caller.name, what: 'whmcs.removeApi', subject: name, before: { url: before.apiUrl, identifier: before.apiIdentifier } });
      return { change };
    });
  }),
  /** With what is typed, before it is kept. */
  testApi: may('people').input(credential).mutation(async ({ ctx, input }) => {
    const called = await details(await merged(ctx.api, input), PATIENCE);
    if (called.is !== 'ok') throw new Refused('PRECONDITION_FAILED', reasonOf(called));
    return { version: called.data.whmcs.version };
  }),
  departments: may('house').input(byId).query(async ({ ctx, input }) => {
    const { access } = await accessFor(ctx.api, input.id);
    const called = await departments(access, PATIENCE);
    if (called.is !== 'ok') throw new Refused('PRECONDITION_FAILED', reasonOf(called));
    return called.data.departments;
  }),
  /** Answers what undoes it. */
  chooseDepartment: may('house').input(byId.extend({ department: z.string().trim().regex(/^\d{1,9}$/, 'The department is not valid') })).mutation(async ({ ctx, input }) => {
    const { name } = await rowOf(ctx.api, input.id);
    return ctx.api.db.transaction(async (tx) => {
      const { change, before } = await setRow(tx, 'department', input.id, { ticketDepartment: input.department });
      await record(tx, { who: ctx.caller.name, what: 'whmcs.chooseDepartment', subject: name, before: { department: before.ticketDepartment }, after: { department: input.department } });
      return { change };
    });
  }),
  /** What tickets look like with settings that are not saved yet. */
  preview: may('look').input(z.object({ tickets: catalogue.tickets.schema })).query(({ ctx, input }) => {
    const url = ctx.api.publicUrl;
    const own = staffTicket(example, { tag: '[HW 7F3A-12C9/17]', previous: null, url });
    const list = nodeTicket([example, { ...example, operationId: 18, domain: 'lenas-flowers.com', externalId: '43', service: 2 }], { node: 'mail-1', tag: '[HW server 5]', previous: null, url });
    return { first: input.tickets.visible ? customerTicket(example, { tag: '[HW 7F3A-12C9/17]', previous: null }, input.tickets) : own, note: input.tickets.visible ? own.message : null, list };
  }),
  /** Never to a customer. */
  testTicket: may('house').input(byId).mutation(async ({ ctx, input }) => {
    const { row, access } = await accessFor(ctx.api, input.id);
    const { tickets } = await ctx.api.settings.all();
    if (row.ticketDepartment === null) throw new Refused('PRECONDITION_FAILED', `Choose the support department of ${row.name} first`);
    if (tickets.email === '') throw new Refused('PRECONDITION_FAILED', 'Save the e-mail address that tickets come from first');
    const written = staffTicket(example, { tag: '[HW test]', previous: null, url: ctx.api.publicUrl });
    const called = await openTicket(access, { department: row.ticketDepartment, subject: `Test: ${written.subject}`, message: `This is a test from Hostwright; nothing has failed.\n\n${written.message}`, priority: tickets.priority, from: { name: tickets.name, email: tickets.email } }, PATIENCE);
    if (called.is !== 'ok') throw new Refused('PRECONDITION_FAILED', reasonOf(called));
    return { tid: called.data.tid };
  }),
  strays: may('look').input(byId).query(async ({ ctx, input }) => {
    const rows = await ctx.api.db.select().from(strays).where(eq(strays.instanceId, input.id)).orderBy(asc(strays.found), asc(strays.externalId)).limit(500);
    return rows.map(({ externalId, domain, found, detail }) => ({ externalId, domain, found, detail }));
  }),
  compare: may('house').input(byId).mutation(async ({ ctx, input }) => {
    const { row } = await accessFor(ctx.api, input.id);
    const called = await compareInstance(ctx.api, row, ctx.api.publicUrl);
    if (called.is !== 'ok') throw new Refused('PRECONDITION_FAILED', reasonOf(called));
    return { found: called.data };
  }),
});

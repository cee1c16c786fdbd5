/** Failure tickets: one for each operation, found again after a lost answer, noted, closed; one for a server that fails many. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { timePasses } from '#e2e/paper.ts';
import { apiRig, type ApiRig } from '#e2e/whmcs/api-rig.ts';
import type { ApiTicket } from '#e2e/whmcs/api.ts';
import { defaultCallBacks } from '#server/core/call-back.ts';
import { defaultTickets, type TicketSettings, withoutPaths } from '#server/core/ticket.ts';
import { isOver } from '#server/core/task.ts';
import { rebuild } from '#server/tasks/command.ts';
import { retryFailed } from '#server/tasks/retry.ts';
import { transition } from '#server/tasks/transition.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await apiRig({ databaseUrl: inject('databaseUrl') });
  rig.worker();
});
beforeEach(async () => {
  rig.api.heal();
  rig.paper.clear();
  await set({});
});
afterAll(() => rig[Symbol.asyncDispose]());

const set = (change: Partial<TicketSettings>) => rig.settings.save('tickets', { ...defaultTickets, on: true, email: 'hostwright@brightwood.test', perNodeHour: 100, ...change });
const ticketsOf = (domain: string): ApiTicket[] => rig.api.tickets.filter(({ subject, message }) => `${subject} ${message}`.includes(domain));
/** What we hold of the tickets of its operations. */
const standing = async (id: number) => (await rig.client.pool.query('select k.state, k.ticket_id, k.tid, k.round from tickets k join operations o on o.id = k.operation_id where o.service_id = $1', [id])).rows;
const broken = { ok: false, refusal: 'forbidden', message: 'The panel said no in /usr/local/hestia/data/users/x.conf: correct-horse-9', hint: 'Look at the panel', code: 1 } as const;
const fails = (times = 1) => rig.paper.when({ method: 'mailDomains.add' }, async () => broken, times);

/** An order whose mail can't be set up. */
async function failing(domain: string, times = 1): Promise<number> {
  fails(times);
  const id = await rig.ordered(domain);
  await rig.until(id, (now) => now.service.state === 'failed');
  await rig.told(id);
  return id;
}
async function failsAgain(id: number): Promise<void> {
  fails();
  const before = (await rig.view(id)).tasks.flatMap(({ tries }) => tries).length;
  await retryFailed(rig.engine, id, 'Test');
  await rig.until(id, (now) => now.service.state === 'failed' && now.tasks.flatMap(({ tries }) => tries).length > before && now.tasks.some(({ status }) => isOver(status)));
  await rig.told(id);
}
async function works(id: number): Promise<void> {
  await retryFailed(rig.engine, id, 'Test');
  await rig.until(id, (now) => now.service.state === 'active');
  await rig.told(id);
}

describe('a failed deployment', () => {
  it('opens one ticket for staff, adds a note when it fails again and one when it works, and says no secret, path or log', async () => {
    const id = await failing('one-ticket.com');
    const [ticket] = ticketsOf('one-ticket.com');
    expect(ticket).toMatchObject({ department: '1', clientId: '', from: 'Hostwright', priority: 'Medium', status: 'Open', subject: expect.stringMatching(/^Deployment #1 of one-ticket\.com failed \[HW [0-9A-Z]{4}-[0-9A-Z]{4}\/\d+\]$/) });
    expect(ticket?.message).toMatch(/Step: mail\.addDomain on server mail-1[\s\S]*Attempts: 1[\s\S]*Cause: The panel said no in \(path\)[\s\S]*What to do: Look at the panel[\s\S]*https:\/\/panel\.brightwood\.test\/services\/\d+\/tasks\/\d+/);
    expect(ticket?.message).not.toMatch(/correct-horse|\/usr\/local/);
    await failsAgain(id);
    await works(id);
    expect(ticketsOf('one-ticket.com')).toHaveLength(1);
    expect(ticket?.notes.map(({ message }) => /failed|has worked now/.exec(message)?.[0])).toEqual(['failed', 'has worked now']);
    expect(ticket?.status).toBe('Open');
  });

  it('opens none while tickets are off', async () => {
    await set({ on: false });
    await failing('no-ticket.com');
    expect(ticketsOf('no-ticket.com')).toEqual([]);
  });

  it('opens another one when the first was closed, which names it; and closes that when it works, where that is set', async () => {
    await set({ close: true });
    const id = await failing('closed.com');
    const [first] = ticketsOf('closed.com');
    if (first === undefined) throw new Error('No ticket');
    first.status = 'Closed';
    await failsAgain(id);
    const [, second] = ticketsOf('closed.com');
    expect(second).toMatchObject({ status: 'Open', message: expect.stringContaining(`Ticket #${first.tid} about it was closed`) });
    await works(id);
    expect(ticketsOf('closed.com')).toHaveLength(2);
    expect(second?.status).toBe('Closed');
    expect(first.notes).toEqual([]);
  });

  it.each(['lost', 'hangs'] as const)('opens one when the answer %s', async (fault) => {
    const domain = `ticket-${fault}.com`;
    const { happened } = rig.api.fail(fault, 'OpenTicket');
    fails();
    const id = await rig.ordered(domain);
    await rig.until(id, (now) => now.service.state === 'failed');
    if (fault === 'hangs') {
      // Its worker is lost in the middle of the call.
      await happened;
      await rig.loseWorker(id);
    }
    await rig.told(id);
    await timePasses(rig);
    await rig.told(id);
    expect(ticketsOf(domain)).toHaveLength(1);
    rig.api.fail('lost', 'AddTicketNote');
    await works(id);
    await timePasses(rig);
    await rig.told(id);
    expect(ticketsOf(domain)).toHaveLength(1);
    expect(ticketsOf(domain)[0]?.notes).toHaveLength(1);
  });

  it.each(['twice', 'twice-lost'] as const)('that WHMCS has opened two times (%s) stays with one of them, and nothing is opened a third time', async (fault) => {
    const domain = `ticket-${fault}.com`;
    rig.api.fail(fault, 'OpenTicket');
    fails();
    const id = await rig.ordered(domain);
    const { operations } = await rig.until(id, (now) => now.service.state === 'failed');
    for (let run = 0; run < 2; run++) {
      await rig.told(id);
      await timePasses(rig);
    }
    const [kept, double] = ticketsOf(domain);
    const open = [{ state: 'open', ticket_id: kept?.id, tid: kept?.tid, round: 1 }];
    expect(await standing(id)).toEqual(open);
    expect((await rig.view(id)).operations).toEqual(operations);
    await failsAgain(id);
    await works(id);
    expect(await standing(id)).toEqual(open);
    expect(kept?.notes.map(({ message }) => /failed|has worked now/.exec(message)?.[0])).toEqual(['failed', 'has worked now']);
    expect(double?.notes).toEqual([]);
    expect(ticketsOf(domain)).toHaveLength(2);
    expect((await rig.client.pool.query("select count(*)::int as n from tasks where service_id = $1 and action = 'whmcs.bringTicket' and status <> 'succeeded'", [id])).rows).toEqual([{ n: 0 }]);
  });

  it('that WHMCS has opened two times goes on in the other one when somebody has closed one as a double, and is closed there', async () => {
    await set({ close: true });
    rig.api.fail('twice', 'OpenTicket');
    const id = await failing('tidied-up.com');
    const [closed, left] = ticketsOf('tidied-up.com');
    if (closed === undefined || left === undefined) throw new Error('No two tickets');
    closed.status = 'Closed';
    await failsAgain(id);
    await works(id);
    expect(ticketsOf('tidied-up.com')).toHaveLength(2);
    expect(closed.notes).toEqual([]);
    expect(left.notes.map(({ message }) => /failed|has worked now/.exec(message)?.[0])).toEqual(['failed', 'has worked now']);
    expect(left.status).toBe('Closed');
  });

  it('that WHMCS has opened two times, without an answer, goes on in the one that nobody has closed meanwhile; when both are closed, a new one names it', async () => {
    const { happened } = rig.api.fail('twice-lost', 'OpenTicket');
    fails();
    const id = await rig.ordered('closed-unheard.com');
    await rig.until(id, (now) => now.service.state === 'failed');
    await happened;
    const [closed, left] = ticketsOf('closed-unheard.com');
    if (closed === undefined || left === undefined) throw new Error('No two tickets');
    closed.status = 'Closed';
    await rig.told(id);
    await timePasses(rig);
    await rig.told(id);
    expect(await standing(id)).toEqual([{ state: 'open', ticket_id: left.id, tid: left.tid, round: 1 }]);
    await failsAgain(id);
    expect(left.notes).toHaveLength(1);
    left.status = 'Closed';
    await failsAgain(id);
    expect(ticketsOf('closed-unheard.com').slice(2)).toMatchObject([{ status: 'Open', message: expect.stringContaining(`Ticket #${left.tid} about it was closed`) }]);
  });

  it('that works before WHMCS could be told opens none', async () => {
    rig.api.fail('maintenance', null, 1000);
    const id = await failing('mended-first.com');
    await works(id);
    rig.api.heal();
    await timePasses(rig);
    await rig.told(id);
    expect(ticketsOf('mended-first.com')).toEqual([]);
  });

  it('that is redeployed closes the ticket of the old one', async () => {
    await set({ close: true });
    const id = await failing('redeployed.com');
    await rebuild(rig.engine, id, { kind: 'redeploy', openedBy: 'Test' });
    await rig.until(id, (now) => now.service.state === 'active');
    await rig.told(id);
    expect(ticketsOf('redeployed.com')).toMatchObject([{ status: 'Closed', notes: [{ message: expect.stringContaining('Redeployment #1 of redeployed.com has worked now') }] }]);
  });

  it('opens one when the answer says success and nothing that is known', async () => {
    rig.api.fail('odd', 'OpenTicket');
    const id = await failing('odd-answer.com');
    await timePasses(rig);
    await rig.told(id);
    expect(ticketsOf('odd-answer.com')).toHaveLength(1);
  });

  it('says each entry once, also when a note’s answer was lost and another entry came before it was asked for again', async () => {
    const id = await failing('note-lost.com');
    rig.api.fail('lost', 'AddTicketNote');
    await failsAgain(id);
    await works(id);
    await timePasses(rig);
    await rig.told(id);
    const [ticket] = ticketsOf('note-lost.com');
    const notes = ticket?.notes.map(({ message }) => message) ?? [];
    expect(notes).toHaveLength(2);
    expect(notes.filter((note) => note.includes('failed'))).toHaveLength(1);
    expect(notes[1]).toContain('has worked now');
  });

  it('is told to its customer, where that is set, in words that name no server and no step; staff read theirs in a note', async () => {
    await set({ visible: true });
    const id = await failing('customer-sees.com');
    const { externalId, reference } = (await rig.view(id)).service;
    const [ticket] = ticketsOf('customer-sees.com');
    expect(ticket).toMatchObject({ clientId: '1', serviceId: externalId, message: `Setting up your hosting did not work. We have been told and look after it; nothing has to be done by you. Reference: ${reference}` });
    expect(ticket?.notes.map(({ message }) => message)).toEqual([expect.stringContaining('Step: mail.addDomain on server mail-1')]);
    if (ticket !== undefined) ticket.status = 'Closed';
    await failsAgain(id);
    const [, second] = ticketsOf('customer-sees.com');
    expect(second?.message).toMatch(new RegExp(`Ticket #${ticket?.tid}$`));
    expect(second?.notes.map(({ message }) => message)).toEqual([expect.stringContaining(`Ticket #${ticket?.tid} about it was closed`)]);
  });
});

describe('a server that fails many', () => {
  it('has so many tickets within an hour, and then one of its own with a list', async () => {
    await rig.client.pool.query("update tickets set created_at = now() - interval '2 hours'");
    await set({ perNodeHour: 2 });
    const domains = ['many1.com', 'many2.com', 'many3.com', 'many4.com'];
    for (const domain of domains) await failing(domain);
    await timePasses(rig);
    for (const { id } of (await rig.client.pool.query<{ id: number }>('select id from services where domain = any($1)', [domains])).rows) await rig.told(id);
    const found = rig.api.tickets.filter(({ subject, message }) => /many\d\.com/.test(subject + message));
    expect(found.map(({ subject }) => subject.replace(/ \[.*/, ''))).toEqual(['Deployment #1 of many1.com failed', 'Deployment #1 of many2.com failed', 'Server mail-1: 2 operations failed']);
    expect(found[2]?.message).toMatch(/many3\.com[\s\S]*many4\.com/);
  });

  it('that is dead, with 200 services on it, has one ticket; when all work again it is closed', async () => {
    await set({ close: true });
    // Of the services themselves nothing else is told here.
    await rig.settings.save('callBacks', { ...defaultCallBacks, product: false, activity: false, mails: { ...defaultCallBacks.mails, welcome: '' } });
    const before = rig.api.tickets.length;
    const count = 200;
    const like = await rig.ordered('model.com');
    await rig.until(like, (now) => now.service.state === 'active');
    // Its services stand in rows: nothing is built for this.
    const [web = 0] = rig.nodeIds;
    await rig.client.pool.query("update nodes set circuit_until = now() + interval '1 hour', failures = 9 where id = $1", [web]);
    const { rows: [product] } = await rig.client.pool.query<{ id: number }>("select id from products where slug = 'split'");
    const { rows: [model] } = await rig.client.pool.query<{ desired: unknown }>('select desired from services where id = $1', [like]);
    await rig.client.pool.query(`
      with s as (insert into services (instance_id, external_id, domain, product_id, reference, state, desired, password)
        select $1, 'dead' || n, 'dead' || n || '.com', $2, 'DEAD-' || lpad(n::text, 4, '0'), 'deploying', $3, '' from generate_series(1, ${count}) n returning id),
      o as (insert into operations (service_id, generation, kind, number, opened_by, total_weight) select id, 1, 'deploy', 1, 'Test', 1 from s returning id, service_id)
      insert into tasks (service_id, operation_id, generation, priority, action, target, node_id, status, run_at, blockers, weight, max_attempts, give_up_at)
        select service_id, id, 1, 20, 'web.addUser', 'dead', $4, 'postponed', now() + interval '1 day', 0, 1, 3, now() from o`, [rig.instanceId, product?.id, JSON.stringify(model?.desired), web]);
    const rows = (await rig.client.pool.query<{ id: number; service_id: number }>("select t.id, t.service_id from tasks t join services s on s.id = t.service_id where s.external_id like 'dead%' order by t.id")).rows;
    expect(rows).toHaveLength(count);
    const move = async (to: 'failed' | 'succeeded', { id, service_id: serviceId }: { id: number; service_id: number }) => {
      await rig.client.db.transaction(async (tx) => {
        await transition(tx, rig.engine.boss, serviceId, [{ taskId: id, to: 'queued' }]);
      });
      await rig.client.db.transaction(async (tx) => {
        await transition(tx, rig.engine.boss, serviceId, [{ taskId: id, to: 'running', set: { worker: 'w', leaseSeconds: 60, started: true } }]);
        await transition(tx, rig.engine.boss, serviceId, [{ taskId: id, to, set: to === 'failed' ? { error: { message: 'Gave up after a day: web-1 does not answer', hint: 'See the node; then retry this step.', code: null } } : {} }]);
      });
    };
    const all = async (to: 'failed' | 'succeeded') => { for (let at = 0; at < rows.length; at += 8) await Promise.all(rows.slice(at, at + 8).map((row) => move(to, row))); };
    await all('failed');
    const anchor = (await rig.client.pool.query<{ service_id: number }>("select service_id from call_backs where kind = 'ticket' order by id desc limit 1")).rows[0]?.service_id ?? 0;
    await timePasses(rig);
    await rig.told(anchor);
    const [ticket] = rig.api.tickets.slice(before);
    expect(rig.api.tickets).toHaveLength(before + 1);
    expect(ticket?.subject).toMatch(/^Server web-1: 200 operations failed \[HW server \d+\]$/);
    expect(new Set(ticket?.message.match(/dead\d+\.com/g)).size).toBe(count);
    await rig.client.pool.query("update nodes set circuit_until = now() + interval '1 hour' where id = $1", [web]);
    await all('succeeded');
    await timePasses(rig);
    await rig.told((await rig.client.pool.query<{ service_id: number }>("select service_id from call_backs where kind = 'ticket' order by id desc limit 1")).rows[0]?.service_id ?? 0);
    expect(rig.api.tickets).toHaveLength(before + 1);
    expect(ticket?.status).toBe('Closed');
    expect(ticket?.notes).toHaveLength(1);
    // Two of its tasks side by side, of services in different lanes, would open two.
    const { rows: [lanes] } = await rig.client.pool.query<{ tasks: number; lanes: number }>("select count(*)::int as tasks, count(distinct t.serial_key)::int as lanes from call_backs c join tasks t on t.id = c.task_id where c.kind = 'ticket' and (c.payload ->> 'ticketId')::int = (select max(id) from tickets where operation_id is null)");
    expect(lanes?.lanes).toBe(1);
    expect(lanes?.tasks).toBeGreaterThan(1);
  });
});

it('a path is not told, an address is', () => {
  expect(withoutPaths('No room in /var/log/x.log, see https://panel.test/services/1 or and/or /home/a/b')).toBe('No room in (path), see https://panel.test/services/1 or and/or (path)');
});

/** What staff ask of a service over the dashboard's door: who asked is written down, and what can't be undone is asked for twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { viewOf } from '#db/queries/view.ts';
import { bearer, openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { currentOperation } from '#server/core/progress.ts';
import type { ServiceView } from '#server/core/view.ts';
import { homeOf } from '#server/tasks/home.ts';

let house: House;
let staff: Record<string, string>;
let number = 100;
let service: { id: number; domain: string };
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  staff = ownPage(await house.cookie('operator'));
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
  const domain = `bakery-${++number}.com`;
  const made = await house.post('service.create', { serviceId: number, clientId: 1, domain, product: 'split', email: 'rosa@example.com' }, bearer(house.key));
  service = { id: (made.body as { result: { data: { id: number } } }).result.data.id, domain };
});

const click = (name: string, input: object = {}): Promise<Answer> => house.post(`services.${name}`, { id: service.id, ...input }, staff);
const refusal = ({ body }: Answer) => {
  const { message, data } = (body as { error: { message: string; data: { httpStatus: number; field?: string } } }).error;
  return [data.httpStatus, data.field ?? null, message];
};
const data = ({ body }: Answer): unknown => (body as { result: { data: unknown } }).result.data;
async function view(): Promise<ServiceView> {
  const found = await viewOf(house.running.api.db, service.id, homeOf);
  if (found === null) throw new Error('The service is gone');
  return found;
}

describe('suspend and unsuspend', () => {
  it('write the wish, and the page hears of it', async () => {
    expect(data(await click('suspend'))).toEqual({ state: 'deploying', wanted: 'suspended', generation: 1 });
    const { seq, service: { wanted } } = await view();
    expect([seq, wanted]).toEqual([2, 'suspended']);
    expect(data(await click('unsuspend'))).toMatchObject({ wanted: 'active' });
  });
});

describe.each([['redeploy', 'redeploy'], ['terminate', 'terminate']] as const)('%s', (name, kind) => {
  it('wants the domain as it is and the generation that is, and says who asked', async () => {
    const { domain } = service;
    expect(refusal(await click(name, { generation: 1 }))).toEqual([400, 'domain', 'Type the domain']);
    expect(refusal(await click(name, { generation: 1, domain: 'other.com' }))).toEqual([400, 'domain', `What was typed is not this service's domain, ${domain}`]);
    expect(refusal(await click(name, { generation: 0, domain }))).toEqual([409, null, 'The service has been built anew since this page was opened: look again']);
    expect((await view()).seq).toBe(1);
    expect(data(await click(name, { generation: 1, domain: ` ${domain} ` }))).toMatchObject({ generation: 2 });
    expect(currentOperation(await view())).toMatchObject({ kind, openedBy: 'operator', generation: 2 });
  });

  it('clicked again is the same click', async () => {
    const input = { generation: 1, domain: service.domain };
    const clicks = await Promise.all(Array.from({ length: 5 }, () => click(name, input)));
    expect(clicks.map((one) => data(one))).toEqual(Array.from({ length: 5 }, () => expect.objectContaining({ generation: 2 })));
    expect((await view()).operations).toHaveLength(2);
  });
});

describe('factory reset', () => {
  it('is refused for what was never whole', async () => {
    expect(refusal(await click('reset', { generation: 1, domain: service.domain }))).toEqual([409, null, 'Only an active service can be reset: retry its failed steps, unsuspend it, or redeploy it']);
  });
});

describe('a new package', () => {
  it('is the product of the page at once, with the limits of it', async () => {
    await house.pool.query(`update products set limits = limits || '{"mail_accounts": 77}' where slug = 'split-big'`);
    expect((await click('changePackage', { product: 'split-big' })).status).toBe(200);
    expect((await view()).service.product).toBe('Split Big');
    const detail = await house.get('services.byId', { id: service.id }, staff);
    expect(data(detail)).toMatchObject({ detail: { productSlug: 'split-big', roles: ['web', 'mail', 'dns'], limits: { mail_accounts: 77 } } });
    expect(refusal(await click('changePackage', { product: 'gold' }))).toEqual([400, 'product', 'Product "gold" is not known here: choose one of the products of the dashboard']);
  });
});

describe('a new password', () => {
  it('is sealed, never answered, and refused at its field', async () => {
    expect(refusal(await click('changePassword', { password: 'short' }))).toEqual([400, 'password', 'Password is shorter than 8 characters']);
    const answer = await click('changePassword', { password: 'purple-elephant-44' });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain('elephant');
    const { rows } = await house.pool.query<{ version: number; password: string }>('select password_version as version, password from services where id = $1', [service.id]);
    expect(rows[0]?.version).toBe(2);
    expect(rows[0]?.password).not.toContain('elephant');
    expect(house.log.join('')).not.toContain('elephant');
  });
});

describe('skipping a step', () => {
  it('wants a reason, and writes whose it was', async () => {
    const task = (await view()).tasks.find((one) => one.action === 'web.applySettings')?.id ?? 0;
    const skip = (reason?: string) => house.post('tasks.skip', { id: task, reason }, staff);
    expect(refusal(await skip())).toEqual([400, 'reason', 'Reason is missing']);
    expect(refusal(await skip('  '))).toEqual([400, 'reason', 'Reason is missing: say in a few words why it goes on without this step']);
    expect(data(await skip('set by hand'))).toEqual({ status: 'skipped' });
    expect((await view()).tasks.find((one) => one.id === task)).toMatchObject({ status: 'skipped', because: 'Skipped by operator: set by hand' });
  });
});

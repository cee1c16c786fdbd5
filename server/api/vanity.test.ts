/** A product that sells names, from its editor's door to WHMCS's: what it takes, what it refuses, and at which field. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, ownPage, type Answer, type House } from '#e2e/faults/house.ts';
import { defaultLimits } from '#server/core/limits.ts';

let house: House;
let ids: Record<string, number>;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
  const { rows } = await house.pool.query<{ id: number; name: string }>('select id, name from nodes');
  ids = Object.fromEntries(rows.map(({ id, name }) => [name, id]));
  if ((await save()).status !== 200) throw new Error('The product was not saved');
});
afterAll(() => house[Symbol.asyncDispose]());

const terms = () => ({ domains: ['brightwood.net', 'brightwood.org'], mail: { node: ids['mail-1'], login: 'mail-user' }, zone: { nodes: [ids['dns-2'], ids['dns-3']], login: 'zone-user' }, reserved: ['sales'] });
const product = (vanity: unknown) => ({ slug: 'names', name: 'Names', mode: 'vanity', groupId: house.groupId, roles: ['web', 'mail', 'dns'], limits: defaultLimits, phpTemplate: 'default', vanity });
const save = async (change: object = {}, vanity: unknown = terms()): Promise<Answer> => house.post('products.save', { ...product(vanity), ...change }, ownPage(await house.cookie('owner')));
const field = ({ body }: Answer): { message: string; data: { field?: string } } => (body as { error: { message: string; data: { field?: string } } }).error;

describe('the product', () => {
  it.each([
    ['without terms', {}, (): null => null, 'vanity.domains'],
    ['without a shared domain', {}, () => ({ ...terms(), domains: [] }), 'vanity.domains'],
    ['with a domain that is none', {}, () => ({ ...terms(), domains: ['brightwood.net', 'not a domain'] }), 'vanity.domains.1'],
    ['with a user of an odd name', {}, () => ({ ...terms(), mail: { node: ids['mail-1'], login: 'a b' } }), 'vanity.mail.login'],
    ['on a mail node without mail', {}, () => ({ ...terms(), mail: { node: ids['web-0'], login: 'mail-user' } }), 'vanity.mail.node'],
    ['on a node that is not there', {}, () => ({ ...terms(), mail: { node: 4711, login: 'mail-user' } }), 'vanity.mail.node'],
    ['on a zone node without DNS', {}, () => ({ ...terms(), zone: { nodes: [ids['dns-2'], ids['mail-1']], login: 'zone-user' } }), 'vanity.zone.nodes'],
    ['without a zone node', {}, () => ({ ...terms(), zone: { nodes: [], login: 'zone-user' } }), 'vanity.zone.nodes'],
    ['with a reserved name that can be none', {}, () => ({ ...terms(), reserved: ['a b'] }), 'vanity.reserved.0'],
    ['with fewer roles', { roles: ['web'] }, () => terms(), 'roles'],
  ] as const)('%s is refused at its field', async (_, change, vanity, at) => {
    const answer = await save({ ...change, slug: 'other' }, vanity());
    expect(answer.status).toBe(400);
    expect(field(answer).data.field).toBe(at);
  });
  it('of another mode has no terms, whatever was sent', async () => {
    expect((await save({ slug: 'plain', mode: 'split' })).status).toBe(200);
    expect((await house.pool.query("select vanity from products where slug = 'plain'")).rows).toEqual([{ vanity: null }]);
  });
  it('does not share the account of a service', async () => {
    await house.post('service.create', { serviceId: 1, clientId: 1, domain: 'first.com', product: 'split', email: 'rosa@example.com' }, bearer(house.key));
    expect(field(await save({ slug: 'other' }, { ...terms(), mail: { node: ids['mail-1'], login: 'first-com-mail' } }))).toMatchObject({ message: 'first-com-mail is the account of a service', data: { field: 'vanity.mail.login' } });
  });
  it('with services keeps its mode', async () => {
    const { rows } = await house.pool.query<{ id: number }>("select id from products where slug = 'split'");
    expect(field(await save({ id: rows[0]?.id, slug: 'split' }))).toMatchObject({ message: expect.stringMatching(/^This product has services that are Split/), data: { field: 'mode' } });
  });
  it('has a plan to look at before it is saved', async () => {
    const { body } = await house.get('products.preview', { mode: 'vanity', roles: [] }, ownPage(await house.cookie('operator')));
    const { result } = body as { result: { data: { action: string }[] } };
    expect(result.data.map(({ action }) => action)).toEqual(['web.addPackage', 'web.addUser', 'web.addDomain', 'web.applySettings', 'mail.addAccount', 'dns.addRecord', 'dns.addRecord', 'service.seedAutoSsl', 'web.issueCertificate', 'service.activate']);
  });
});

const order = { clientId: 1, product: 'names', email: 'rosa@example.com' };
const create = (body: object): Promise<Answer> => house.post('service.create', { ...order, ...body }, bearer(house.key));

describe("WHMCS's order", () => {
  it('names the site by its custom field and its option, and the same again is the same', async () => {
    const body = { serviceId: 'n1', domain: '', customFields: { vanity_name: ' Rosa ' }, options: { vanity_domain: 'brightwood.org', vanity_mail_quota: '99', vanity_site_disk_quota: '77' } };
    const first = await create(body);
    expect(first).toMatchObject({ status: 200, body: { result: { data: { logins: { web: 'rosa-brightwood-org-web' } } } } });
    expect((await create(body)).body).toEqual(first.body);
    expect((await house.pool.query("select domain, desired -> 'vanity' as vanity, desired -> 'limits' -> 'web_disk_quota' as disk from services where external_id = 'n1'")).rows).toEqual([{ domain: 'rosa.brightwood.org', vanity: { name: 'rosa', shared: 'brightwood.org' }, disk: 77 }]);
    expect((await house.pool.query("select kind, owner, package, claim, fact from guests g join services s on s.id = g.service_id where external_id = 'n1' order by kind, node_id")).rows).toEqual([
      { kind: 'mailbox', owner: 'mail-user', package: '99', claim: null, fact: null }, ...[1, 2].map(() => ({ kind: 'record', owner: 'zone-user', package: '', claim: null, fact: null })),
    ]);
    expect((await house.pool.query("select role, login from placements p join services s on s.id = p.service_id where external_id = 'n1'")).rows).toEqual([{ role: 'web', login: 'rosa-brightwood-org-web' }]);
  });
  it('may bring the whole domain instead, and what a field says goes before it', async () => {
    expect((await create({ serviceId: 'n2', domain: 'whole.brightwood.net' })).status).toBe(200);
    expect((await create({ serviceId: 'n3', domain: 'ignored.com', customFields: { vanity_name: 'field' }, options: { vanity_domain: 'brightwood.net' } })).status).toBe(200);
    expect((await house.pool.query("select domain from services where external_id in ('n2', 'n3') order by id")).rows).toEqual([{ domain: 'whole.brightwood.net' }, { domain: 'field.brightwood.net' }]);
  });
  it.each([
    ['no name at all', { options: { vanity_domain: 'brightwood.net' } }, 400, 'Name is missing', 'vanity_name'],
    ['a name that is none', { customFields: { vanity_name: 'a.b' }, options: { vanity_domain: 'brightwood.net' } }, 400, 'Name is not valid', 'vanity_name'],
    ['no domain where there are two', { customFields: { vanity_name: 'rosa2' } }, 400, 'Choose one of the domains', 'vanity_domain'],
    ['a domain that is not for sale', { customFields: { vanity_name: 'rosa2' }, options: { vanity_domain: 'elsewhere.net' } }, 400, 'is not a name under', 'domain'],
    ['a reserved name', { customFields: { vanity_name: 'sales' }, options: { vanity_domain: 'brightwood.net' } }, 400, 'is reserved', 'domain'],
    ['a name that lives already', { customFields: { vanity_name: 'rosa' }, options: { vanity_domain: 'brightwood.org' } }, 409, 'already belongs to service', 'domain'],
    ['a size that is none', { customFields: { vanity_name: 'rosa3' }, options: { vanity_domain: 'brightwood.net', vanity_mail_quota: 'lots' } }, 400, 'Mailbox size is not a number', 'vanity_mail_quota'],
  ])('with %s is refused', async (_, body, status, words, at) => {
    const before = await house.rows();
    const answer = await create({ serviceId: 'bad', ...body });
    expect(answer.status).toBe(status);
    expect(field(answer)).toMatchObject({ message: expect.stringContaining(words), data: { field: at } });
    expect(await house.rows()).toEqual(before);
  });
  it('needs a web node beside those of the shared user and zone', async () => {
    await house.pool.query("update nodes set roles = '{web,mail}' where name = 'mail-1'; update nodes set state = 'off' where name = 'web-0'");
    expect(field(await create({ serviceId: 'n9', domain: 'late.brightwood.net' })).message).toMatch(/^No node has the role web beside those/);
    await house.pool.query("update nodes set roles = '{mail}' where name = 'mail-1'; update nodes set state = 'active' where name = 'web-0'");
  });
});

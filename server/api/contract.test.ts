/** The public contract of WHMCS's door, as a PHP client sees it: a change of any line here is a change of the API. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bearer, openHouse, procedures, type House } from '#e2e/faults/house.ts';
import { contract, MODULE_VERSION } from '#server/whmcs/contract.ts';
import { contractPhp } from '#server/whmcs/contract-php.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ databaseUrl: inject('databaseUrl') });
});
afterAll(() => house[Symbol.asyncDispose]());

/** Names and types of an answer, in the order in which they are sent: `{serviceId:text,…}`. */
function shapeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].join('|')}]`;
  if (typeof value === 'object') return `{${Object.entries(value).map(([key, inner]) => `${key}:${shapeOf(inner)}`).join(',')}}`;
  return typeof value === 'string' ? 'text' : typeof value;
}

const order = { serviceId: 7, clientId: 1, domain: 'rosas-bakery.com', product: 'split', email: 'rosa@example.com', name: 'Rosa Baker', password: 'correct-horse-9', options: {}, customFields: {}, language: 'english' };
const refusal = '{error:{message:text,code:number,data:{code:text,httpStatus:number,path:text,ref:text,retryable:boolean}}}';
const answers = {
  'service.create': '{result:{data:{serviceId:text,id:number,reference:text,domain:text,state:text,generation:number,logins:{web:text,mail:text,dns:text}}}}',
  'service.status': '{result:{data:{serviceId:text,id:number,reference:text,domain:text,product:text,state:text,wanted:text,generation:number,done:number,total:number,error:null,pending:null,login:text,url:text}}}',
  'service.ping': '{result:{data:{ok:boolean,instance:text,version:text,now:text,products:number,nodes:number,nodesDown:[],module:text,callback:null}}}',
  'service.retry': '{result:{data:{serviceId:text,retried:number}}}',
  ...Object.fromEntries((['suspend', 'unsuspend', 'changePackage', 'changePassword', 'terminate', 'forceTerminate'] as const).map((command) => [`service.${command}`, '{result:{data:{serviceId:text,state:text,wanted:text,generation:number}}}'])),
  'service.redeploy': '{result:{data:{serviceId:text,state:text,wanted:text,generation:number}}}',
  'service.deleted': '{result:{data:{serviceId:text,orphaned:boolean}}}',
  'service.products': '{result:{data:{products:[{slug:text,name:text,mode:text}]}}}',
  // Nothing was counted yet.
  'service.usage': '{result:{data:{services:[]}}}',
  'service.accounts': '{result:{data:{accounts:[{serviceId:text,email:text,username:text,domain:text,product:text,primaryIp:text,createdAt:text,state:text}]}}}',
  'service.changes': '{result:{data:{cursor:text,more:boolean,services:[{serviceId:text,state:text,wanted:text,generation:number,domain:text,username:text,dedicatedIp:text,nameservers:[text],mails:boolean}]}}}',
  'service.pending': '{result:{data:{cursor:number,more:boolean,changes:[]}}}',
  'service.told': '{result:{data:{told:number}}}',
  'service.queued': '{result:{data:{kept:number}}}',
  // Of a service that is not whole, it is refused.
  'service.repair': refusal,
  'service.renew': '{result:{data:{serviceId:text,renewed:boolean}}}',
  'service.signOn': '{result:{data:{url:text}}}',
  // While no role is lent to its admins, it is refused.
  'service.signOnStaff': refusal,
} as const;
const refusalOfField = refusal.replace('retryable:boolean', 'retryable:boolean,field:text');

describe("WHMCS's door keeps its contract", () => {
  it('has these procedures and no other', () => {
    const kinds = procedures.filter(({ name }) => name.startsWith('service.')).map(({ name, type }) => `${name} ${type}`);
    expect(kinds.toSorted()).toEqual(Object.entries(contract).map(([name, { kind }]) => `service.${name} ${kind}`).toSorted());
    expect(kinds.map((one) => one.split(' ')[0]).toSorted()).toEqual(Object.keys(answers).toSorted());
  });

  it('is what the PHP module has (npm run contract writes it)', () => {
    expect(readFileSync(new URL('../whmcs/module/lib/Client.php', import.meta.url), 'utf8')).toContain(`VERSION = '${MODULE_VERSION}'`);
    expect(readFileSync(new URL('../whmcs/module/lib/Contract.php', import.meta.url), 'utf8')).toBe(contractPhp());
  });

  it('answers in these shapes', async () => {
    const key = bearer(house.key);
    const created = await house.post('service.create', order, key);
    const seen = {
      'service.create': shapeOf(created.body),
      'service.status': shapeOf((await house.get('service.status', { serviceId: '7' }, key)).body),
      'service.ping': shapeOf((await house.get('service.ping', undefined, key)).body),
      'service.retry': shapeOf((await house.post('service.retry', { serviceId: 7 }, key)).body),
      'service.suspend': shapeOf((await house.post('service.suspend', { serviceId: 7 }, key)).body),
      'service.unsuspend': shapeOf((await house.post('service.unsuspend', { serviceId: 7 }, key)).body),
      'service.changePackage': shapeOf((await house.post('service.changePackage', { serviceId: 7, product: 'split', options: [] }, key)).body),
      'service.changePassword': shapeOf((await house.post('service.changePassword', { serviceId: 7, password: 'another-horse-7' }, key)).body),
      'service.redeploy': shapeOf((await house.post('service.redeploy', { serviceId: 7 }, key)).body),
      'service.products': shapeOf((await house.get('service.products', undefined, key)).body),
      'service.usage': shapeOf((await house.get('service.usage', undefined, key)).body),
      'service.accounts': shapeOf((await house.get('service.accounts', undefined, key)).body),
      'service.changes': shapeOf((await house.get('service.changes', { cursor: '' }, key)).body),
      'service.pending': shapeOf((await house.get('service.pending', { cursor: 0 }, key)).body),
      'service.told': shapeOf((await house.post('service.told', { ids: [] }, key)).body),
      'service.queued': shapeOf((await house.post('service.queued', { server: '1', queue: [{ serviceId: 7, action: 'SuspendAccount', error: null, at: '2026-11-30T12:00:00Z' }] }, key)).body),
      'service.deleted': shapeOf((await house.post('service.deleted', { serviceId: 7 }, key)).body),
      'service.terminate': shapeOf((await house.post('service.terminate', { serviceId: 7 }, key)).body),
      'service.forceTerminate': shapeOf((await house.post('service.forceTerminate', { serviceId: 7 }, key)).body),
      'service.repair': shapeOf((await house.post('service.repair', { serviceId: 7 }, key)).body),
      'service.renew': shapeOf((await house.post('service.renew', { serviceId: 7 }, key)).body),
      'service.signOn': shapeOf((await house.post('service.signOn', { serviceId: 7, as: 'client', language: 'english' }, key)).body),
      'service.signOnStaff': shapeOf((await house.post('service.signOnStaff', { admin: { id: 1, name: 'Anna', email: 'anna@example.com' } }, key)).body),
    };
    expect(seen).toEqual(answers);
    expect(created).toMatchObject({
      status: 200,
      body: { result: { data: { serviceId: '7', state: 'deploying', generation: 1, reference: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/), logins: { web: 'rosas-bakery-com-web', mail: 'rosas-bakery-com-mail', dns: 'rosas-bakery-com-dns' } } } },
    });
    expect(created.headers.get('content-type')).toMatch(/^application\/json/);
    expect(created.headers.get('cache-control')).toBe('no-store');
  });

  it('needs these keys of an order, and takes these', async () => {
    const outcome = async (key: keyof typeof order): Promise<string> => {
      const { [key]: _, ...rest } = { ...order, serviceId: 900, domain: `without-${key.toLowerCase()}.com` };
      const domain = key === 'domain' ? {} : { domain: `without-${key.toLowerCase()}.com` };
      const answer = await house.post('service.create', { ...rest, ...domain, ...(key !== 'serviceId' && { serviceId: `without-${key}` }) }, bearer(house.key));
      return answer.status === 200 ? 'optional' : `needed: ${(answer.body as { error: { message: string } }).error.message}`;
    };
    const keys = Object.keys(order) as (keyof typeof order)[];
    expect(Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await outcome(key)] as const)))).toEqual({
      serviceId: 'needed: serviceId is missing', clientId: 'needed: clientId is missing', domain: 'needed: Domain is missing', product: 'needed: Product is missing', email: 'needed: E-mail address is missing',
      name: 'optional', password: 'optional', options: 'optional', customFields: 'optional', language: 'optional',
    });
  });

  it('says what is wrong in these shapes and numbers', async () => {
    const key = bearer(house.key);
    const numbers = async (answer: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await answer;
      const { code, data } = (body as { error: { code: number; data: { code: string; path: string; field?: string } } }).error;
      return [status, code, data.code, data.path, data.field ?? null, shapeOf(body) === (data.field === undefined ? refusal : refusalOfField)];
    };
    expect(await numbers(house.get('service.ping'))).toEqual([401, -32001, 'UNAUTHORIZED', 'service.ping', null, true]);
    expect(await numbers(house.post('service.create', { ...order, domain: '-' }, key))).toEqual([400, -32600, 'BAD_REQUEST', 'service.create', 'domain', true]);
    expect(await numbers(house.post('service.create', { ...order, product: 'gold', serviceId: 2 , domain: 'gold.com' }, key))).toEqual([400, -32600, 'BAD_REQUEST', 'service.create', 'product', true]);
    expect(await numbers(house.post('service.create', { ...order, serviceId: 8 }, key))).toEqual([409, -32009, 'CONFLICT', 'service.create', 'domain', true]);
    expect(await numbers(house.get('service.status', { serviceId: 404 }, key))).toEqual([404, -32004, 'NOT_FOUND', 'service.status', null, true]);
    expect(await numbers(house.get('service.create', order, key))).toEqual([405, -32005, 'METHOD_NOT_SUPPORTED', 'service.create', null, true]);
  });
});

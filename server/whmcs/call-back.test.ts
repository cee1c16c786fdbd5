/** What WHMCS is told of a service, through the real engine, by an API that fails in every way. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { apiRig, type ApiRig } from '#e2e/whmcs/api-rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await apiRig({ databaseUrl: inject('databaseUrl') });
  rig.worker();
});
afterAll(() => rig[Symbol.asyncDispose]());

const active = (id: number) => rig.until(id, (now) => now.service.state === 'active');
const mailsOf = (domain: string) => rig.api.mails.filter(({ message }) => message.includes(domain));

describe('a service that is ready', () => {
  it('is told of once: fields, welcome mail, activity', async () => {
    const id = await rig.ordered('rosas-bakery.com');
    const view = await active(id);
    await rig.told(id);
    expect(mailsOf('rosas-bakery.com')).toMatchObject([{ template: 'Hosting Account Welcome Email', serviceId: view.service.externalId, clientId: '1' }]);
    expect(rig.api.products.get(view.service.externalId)).toMatchObject({ username: expect.stringMatching(/^\w+/), dedicatedip: '203.0.113.10', ns1: 'ns1.brightwood.test', ns2: 'ns2.brightwood.test' });
    expect(rig.api.activity.map(({ text }) => text)).toContainEqual(expect.stringContaining('Deployment #1 of rosas-bakery.com succeeded'));
  });
});

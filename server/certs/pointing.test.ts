import { expect, inject, it } from 'vitest';
import { sslRig } from '#e2e/ssl-rig.ts';
import { pointing } from './pointing.ts';

it('each name is asked of its nameservers now, and those who ask at once are answered at once', async () => {
  await using rig = await sslRig({ databaseUrl: inject('databaseUrl') });
  const { id } = await rig.order({ domain: 'rosas-bakery.com' });
  expect((await pointing(rig.engine, id)).records).toEqual([{ name: 'rosas-bakery.com', type: 'NS', value: expect.stringMatching(/^ns1\..* ns2\./), state: 'missing', found: [], at: [], fault: null }]);
  rig.delegate('rosas-bakery.com');
  rig.point('rosas-bakery.com', '203.0.113.10');
  rig.point('www.rosas-bakery.com', '192.0.2.7');
  const [one, two] = await Promise.all([pointing(rig.engine, id), pointing(rig.engine, id)]);
  expect(two).toBe(one);
  expect(one.records.map(({ name, state, value, found }) => [name, state, value, found.join()])).toEqual([
    ['rosas-bakery.com', 'right', '203.0.113.10', ''], ['www.rosas-bakery.com', 'elsewhere', '203.0.113.10', '192.0.2.7'],
    ['mail.rosas-bakery.com', 'missing', '203.0.113.11', ''], ['webmail.rosas-bakery.com', 'missing', '203.0.113.11', ''],
  ]);
  for (const server of rig.nameservers) server.mood = 'refused';
  expect((await pointing(rig.engine, id)).records.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
});

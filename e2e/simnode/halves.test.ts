import { expect, test } from 'vitest';
import { connect, testNode, type TestClient } from './testing.ts';

const USER = 'v-add-user alpha Passw0rd a@example.com';
const exits = async (client: TestClient, lines: readonly string[]): Promise<(number | null)[]> => {
  const all: (number | null)[] = [];
  for (const line of lines) all.push((await client.exec(line)).exit);
  return all;
};

/** After a kill at the share: exit codes of list, repeat, rebuild, delete, add again. */
const CASES = [
  { noun: 'user', add: USER, rest: 'alpha', at: { 0.2: [3, 4, 3, 3, 4], 0.3: [0, 4, 0, 0, 0], 0.7: [0, 4, 0, 0, 0] } },
  { noun: 'web-domain', add: 'v-add-web-domain alpha a.com', rest: 'alpha a.com', at: { 0.1: [3, 0, 0, 0, 0], 0.4: [3, 4, 3, 3, 4], 0.8: [0, 4, 0, 0, 0] } },
  { noun: 'mail-domain', add: 'v-add-mail-domain alpha a.com', rest: 'alpha a.com', at: { 0.1: [3, 0, 0, 0, 0], 0.5: [0, 4, 0, 0, 0], 0.9: [0, 4, 0, 0, 0] } },
  { noun: 'dns-domain', add: 'v-add-dns-domain alpha a.com 203.0.113.10', rest: 'alpha a.com', at: { 0.1: [0, 4, 0, 0, 0], 0.9: [0, 4, 0, 0, 0] } },
  { noun: 'database', add: 'v-add-database alpha d d pass', rest: 'alpha alpha_d', at: { 0.3: [3, 0, 0, 0, 0], 0.6: [3, 1, 3, 3, 1], 0.8: [0, 4, 0, 0, 0] } },
] as const;

const rows = CASES.flatMap(({ noun, add, rest, at }) => Object.entries(at).map(([share, codes]) => ({ noun, add, rest, share: Number(share), codes: [...codes] })));

test.each(rows)('$noun killed at $share answers as a real node', async ({ noun, add, rest, share, codes }) => {
  await using node = await testNode();
  using client = await connect(node);
  if (noun !== 'user') await client.exec(USER);
  await node.control({ op: 'fault', name: 'half', share, match: `v-add-${noun}` });
  expect((await client.exec(add)).exit).toBe(137);
  expect(await exits(client, [`v-list-${noun} ${rest} json`, add, `v-rebuild-${noun} ${rest}`, `v-delete-${noun} ${rest}`, add])).toEqual(codes);
});

test('a hollow user lists an empty package and takes no domain', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name: 'half', share: 0.3 });
  await client.exec(USER);
  expect(JSON.parse((await client.exec('v-list-user alpha json')).stdout)).toMatchObject({ alpha: { PACKAGE: '', WEB_DOMAINS: '' } });
  expect(await client.exec('v-add-web-domain alpha a.com')).toMatchObject({ exit: 8 });
});

test('what was killed before its reload is not served until its rebuild', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await client.exec(USER);
  await node.control({ op: 'fault', name: 'half', share: 0.8, match: 'v-add-(web|dns)', times: 2 });
  await exits(client, ['v-add-web-domain alpha a.com', 'v-add-dns-domain alpha a.com 203.0.113.10']);
  const seen = async (): Promise<string[]> => [
    (await client.exec(`curl -H 'Host: a.com' http://203.0.113.10/`)).stdout, (await client.exec('dig +short @127.0.0.1 a.com SOA')).stdout,
  ];
  expect(await seen()).toEqual(['404', '']);
  expect(await node.control({ op: 'effects' })).not.toHaveProperty('web a.com');
  await exits(client, ['v-rebuild-web-domain alpha a.com yes', 'v-rebuild-dns-domain alpha a.com yes yes']);
  expect(await seen()).toEqual(['200', expect.stringContaining('ns1.hestia.test.')]);
  expect(await node.control({ op: 'effects' })).toMatchObject({ 'web a.com': { created: 1 }, 'zone a.com': { created: 1 } });
});

test('an orphan is repaired by hand only', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name: 'half', share: 0.2 });
  await client.exec(USER);
  expect(await exits(client, ['id -u alpha', USER])).toEqual([0, 4]);
  await node.control({ op: 'purge', kind: 'user', user: 'alpha' });
  expect(await exits(client, ['id -u alpha', USER])).toEqual([1, 0]);
});

test('a deletion that was killed is finished by its repeat', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await exits(client, [USER, 'v-add-web-domain alpha a.com', 'v-add-database alpha d d pass']);
  await node.control({ op: 'fault', name: 'half', share: 0.5, match: 'v-delete-user' });
  expect(await exits(client, ['v-delete-user alpha', 'v-list-web-domain alpha a.com json', 'v-list-database alpha alpha_d json', 'v-delete-user alpha', USER])).toEqual([137, 3, 0, 0, 0]);
});

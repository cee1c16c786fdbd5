import { expect, test } from 'vitest';
import { FILE } from '#server/ssh/wire.ts';
import { connect, newDir, testNode } from './testing.ts';

const curl = (domain: string): string => `curl -s -o /dev/null -w '%{http_code}' -H 'Host: ${domain}' --max-time 5 http://203.0.113.10/`;
const addUser = { words: ['v-add-user', 'alpha', FILE, 'a@example.com'], input: 'canary-pass-1' };

test('provisions web, mail and DNS as a driver asks for it', async () => {
  await using node = await testNode();
  using client = await connect(node);
  expect(await client.send(addUser)).toMatchObject({ exit: 0, stdout: '' });
  expect(await client.send({ words: ['v-add-web-domain', 'alpha', 'alpha.com', '203.0.113.10', 'yes'] })).toMatchObject({ exit: 0 });
  expect(await client.send({ words: ['v-change-web-domain-backend-tpl', 'alpha', 'alpha.com', 'PHP-8_2', 'yes'] })).toMatchObject({ exit: 0 });
  expect(await client.send({ words: ['v-add-mail-domain', 'alpha', 'alpha.com'] })).toMatchObject({ exit: 0 });
  expect(await client.send({ words: ['v-add-dns-domain', 'alpha', 'alpha.com', '203.0.113.10'] })).toMatchObject({ exit: 0 });
  expect((await client.exec(curl('alpha.com'))).stdout).toBe('200');
  expect((await client.exec(curl('other.com'))).stdout).toBe('404');
  expect((await client.exec('dig +short @127.0.0.1 alpha.com SOA')).stdout).toMatch(/^ns1\.hestia\.test\. root\.alpha\.com\. \d+ /);
  expect((await client.exec('v-list-mail-domain-dkim-dns alpha alpha.com json')).stdout).toContain("'v=DKIM1; k=rsa; p=MIIB");
  expect(await node.control({ op: 'effects' })).toMatchObject({ 'user alpha': { created: 1 }, 'web alpha.com': { created: 1, changed: 1 }, 'zone alpha.com': { created: 1 } });
});

test('replaces the records of a zone at once, and serves them after the rebuild', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await client.send(addUser);
  await client.send({ words: ['v-add-dns-domain', 'alpha', 'alpha.com', '203.0.113.10'] });
  const lines = [`ID='1' RECORD='@' TYPE='NS' PRIORITY='' VALUE='ns1.hestia.test.' TTL='3600'`, `ID='2' RECORD='@' TYPE='A' PRIORITY='' VALUE='203.0.113.10' TTL='3600'`];
  await client.send({ words: ['v-insert-dns-records', 'alpha', 'alpha.com', FILE], input: `${lines.join('\n')}\n` });
  const before = (await client.exec('dig +short @127.0.0.1 alpha.com SOA')).stdout;
  await client.send({ words: ['v-rebuild-dns-domain', 'alpha', 'alpha.com', 'yes', 'yes'] });
  expect((await client.exec('dig +short @127.0.0.1 alpha.com SOA')).stdout).not.toBe(before);
  expect(Object.keys(JSON.parse((await client.exec('v-list-dns-records alpha alpha.com json')).stdout) as object)).toEqual(['1', '2']);
});

test('a restart keeps the objects and the host key', async () => {
  const dir = newDir();
  const first = await testNode({ dir });
  using client = await connect(first);
  await client.send(addUser);
  const before = await first.control({ op: 'state' });
  await first.stop();
  await using second = await testNode({ dir });
  expect(second.fingerprint).toBe(first.fingerprint);
  expect(await second.control({ op: 'state' })).toEqual(before);
});

test('a process list never holds a password that came by file', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await client.send(addUser);
  expect(await client.exec('v-check-user-password alpha canary-pass-1')).toMatchObject({ exit: 0 });
  const log = (await node.control({ op: 'log' })) as { argv: string[]; processes: string[]; outcome: unknown }[];
  expect(JSON.stringify(log[0])).not.toContain('canary');
  expect(log[0]).toMatchObject({ outcome: 0 });
  expect(JSON.stringify(log[1])).toContain('canary');
});

test('a half stdin changes nothing', async () => {
  await using node = await testNode();
  using client = await connect(node);
  const { FILE_SCRIPT } = await import('#server/ssh/wire.ts');
  const script = `'${FILE_SCRIPT.replaceAll("'", `'\\''`)}'`;
  expect(await client.exec(`sh -c ${script} hostwright 20 v-add-user alpha '{file}' a@example.com`, 'short')).toMatchObject({ exit: 13 });
  expect(await client.exec('v-list-user alpha json')).toMatchObject({ exit: 3 });
});

test('one lock lets one command in at a time, and gives up in time', async () => {
  await using node = await testNode({ speed: 0.01 });
  using client = await connect(node);
  await Promise.all(['one', 'two', 'three'].map((login) => client.send({ words: ['v-add-user', login, 'Passw0rd', 'a@example.com'] })));
  const waits = await Promise.all(['one', 'two'].map((login) => client.exec(`flock -E 75 -w 10 /run/lock/x v-add-web-domain ${login} ${login}.com`)));
  expect(waits.map((reply) => reply.exit)).toEqual([0, 0]);
  await node.control({ op: 'fault', name: 'slow', seconds: 0.3 });
  const [held, late] = await Promise.all(['a.com', 'b.com'].map((domain) => client.exec(`flock -E 75 -w 0.05 /run/lock/x v-add-web-domain one ${domain}`)));
  expect([held?.exit, late?.exit]).toEqual([0, 75]);
});

test('timeout kills at its second and leaves the half', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name: 'slow', match: 'v-add-user', seconds: 0.5 });
  expect(await client.exec('timeout -k 10 0.1 v-add-user alpha Passw0rd a@example.com')).toMatchObject({ exit: 124 });
  expect(await client.exec('v-list-user alpha json')).toMatchObject({ exit: 3 });
  expect(await client.exec('v-add-user alpha Passw0rd a@example.com')).toMatchObject({ exit: 4 });
});

test('a command outlives the connection that asked for it', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name: 'slow', match: 'v-add-user', seconds: 0.1 });
  const lost = client.exec('v-add-user alpha Passw0rd a@example.com');
  await client.exec('true');
  client.connection.destroy();
  expect((await lost).exit).toBeNull();
  using again = await connect(node);
  await expect.poll(async () => (await again.exec('v-list-user alpha json')).exit).toBe(0);
});

test('another user needs sudo, and the control door needs the same key', async () => {
  await using node = await testNode({ sshUser: 'deploy' });
  using client = await connect(node, 'deploy');
  expect(await client.exec('v-list-users list')).toMatchObject({ exit: 0, stdout: '' });
  expect(await client.exec('sudo -n v-list-users list')).toMatchObject({ exit: 0, stdout: 'admin\n' });
  await expect(connect(node, 'root')).rejects.toThrow();
  using door = await connect(node, 'control');
  expect(await door.exec(`simctl '{"op":"effects"}'`)).toMatchObject({ exit: 0, stdout: '{}\n' });
  expect(await door.exec('simctl {"op":"nonsense"}')).toMatchObject({ exit: 2 });
});

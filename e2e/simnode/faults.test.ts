import { expect, test } from 'vitest';
import { fateOf, FAULTS } from './faults.ts';
import { connect, testNode } from './testing.ts';

const ADD = 'v-add-user alpha Passw0rd a@example.com';
const LIST = 'v-list-user alpha json';

async function within(ms: number, promise: Promise<unknown>): Promise<unknown> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve('silence'), ms);
  const first = await Promise.race([promise, late]);
  clearTimeout(timer);
  return first;
}

test('refuse closes the connection at once, as often as asked', async () => {
  await using node = await testNode();
  await node.control({ op: 'fault', name: 'refuse' });
  await expect(connect(node)).rejects.toThrow();
  using client = await connect(node);
  expect(await client.exec('true')).toMatchObject({ exit: 0 });
});

test('host-key shows another key until it is cleared', async () => {
  await using node = await testNode();
  const seen: string[] = [];
  const note = (key: Buffer): boolean => seen.push(key.toString('hex')) > 0;
  (await connect(node, 'root', node.port, note))[Symbol.dispose]();
  await node.control({ op: 'fault', name: 'host-key' });
  (await connect(node, 'root', node.port, note))[Symbol.dispose]();
  await node.control({ op: 'clear' });
  (await connect(node, 'root', node.port, note))[Symbol.dispose]();
  expect(seen[1]).not.toBe(seen[0]);
  expect(seen[2]).toBe(seen[0]);
});

test.each([['hang-before', 3], ['hang-after', 0]] as const)('%s never answers', async (name, listed) => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name, match: 'v-add-user' });
  expect(await within(100, client.exec(ADD))).toBe('silence');
  expect(await client.exec(LIST)).toMatchObject({ exit: listed });
});

test('drop-after keeps the effect and loses the answer', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name: 'drop-after', match: '^v-add-user alpha' });
  expect((await client.exec(ADD)).exit).toBeNull();
  using again = await connect(node);
  expect(await again.exec(LIST)).toMatchObject({ exit: 0 });
  expect(await node.control({ op: 'effects' })).toEqual({ 'user alpha': { created: 1, changed: 0, deleted: 0 } });
});

test.each([['exit', 14], ['apt-lock', 100], ['disk-full', 13]] as const)('%s answers its code and does nothing', async (name, code) => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name, code, match: 'v-add-user', after: 1 });
  expect(await client.exec('v-add-user first Passw0rd a@example.com')).toMatchObject({ exit: 0 });
  expect(await client.exec(ADD)).toMatchObject({ exit: code });
  await node.control({ op: 'clear' });
  expect(await client.exec(LIST)).toMatchObject({ exit: 3 });
});

test('garbage and slow', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await node.control({ op: 'fault', name: 'garbage', match: 'v-list-users' });
  const reply = await client.exec('v-list-users json');
  expect(reply.exit).toBe(0);
  expect(() => JSON.parse(reply.stdout) as unknown).toThrow();
  await node.control({ op: 'fault', name: 'slow', seconds: 0.2 });
  expect(await within(100, client.exec('true'))).toBe('silence');
});

test('exit-after 20 stores a site that is served after a restart, or when the fault is cleared', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await client.exec(ADD);
  const code = async (domain: string): Promise<string> => (await client.exec(`curl -s -H 'Host: ${domain}' http://203.0.113.10/`)).stdout;
  for (const domain of ['one.com', 'two.com']) {
    await node.control({ op: 'fault', name: 'exit-after', code: 20, match: 'v-add-web-domain' });
    expect(await client.exec(`v-add-web-domain alpha ${domain}`)).toMatchObject({ exit: 20, stdout: 'Error: nginx restart failed\n' });
    expect(await client.exec(`v-list-web-domain alpha ${domain} json`)).toMatchObject({ exit: 0 });
    expect(await code(domain)).toBe('404');
    if (domain === 'one.com') await client.exec('v-restart-web yes');
    else await node.control({ op: 'clear' });
    expect(await code(domain)).toBe('200');
  }
  expect(await node.control({ op: 'effects' })).toMatchObject({ 'web one.com': { created: 1 }, 'web two.com': { created: 1 } });
});

test('a name carries its fate, once', async () => {
  await using node = await testNode();
  using client = await connect(node);
  await client.exec(ADD);
  expect(await client.exec('v-add-web-domain alpha fate-exit4.example.com')).toMatchObject({ exit: 4 });
  expect(await client.exec('v-add-web-domain alpha fate-exit4.example.com')).toMatchObject({ exit: 0 });
  for (const name of Object.keys(FAULTS)) expect(fateOf(`fate-${name}.example.com`)).toEqual({ name });
  expect(fateOf('fate-half30-example-com-web')).toEqual({ name: 'half', share: 0.3 });
  expect(fateOf('fate-nothing.example.com')).toBeNull();
});

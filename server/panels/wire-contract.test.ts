/** What every panel driver must do when the way to its node is bad, and what it must never show. */
import { describe, expect, it } from 'vitest';
import { login } from '#server/core/names.ts';
import { WrongHostKey } from '#server/core/panel.ts';
import { account, alpha, DRIVERS, failed, giveUpBy, IP, log, node, panel, PASSWORD, pool, refusal, site, target, useNode, wish } from './contract.test-data.ts';

describe.each(DRIVERS)('$name', ({ driver }) => {
  useNode(driver);

  it('never puts a secret where a process list shows it', async () => {
    await account();
    await panel.users.setPassword(alpha, PASSWORD);
    const lines = await log();
    const seen = lines.flatMap((line) => [line.exec, ...line.processes]).join('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(seen).not.toContain('Wörd');
    expect(seen).not.toContain('NS=');
  });

  it('tells a lost answer from a refusal, and finds what took effect', async () => {
    await account();
    await node.control({ op: 'fault', name: 'drop-after', match: 'add-web-domain' });
    expect(await failed(panel.webDomains.add(alpha, site, IP))).toMatchObject({ name: 'Unreachable', sent: true });
    expect(await panel.webDomains.find(alpha, site)).not.toBeNull();
    await node.control({ op: 'fault', name: 'refuse' });
    pool.retire(target.key);
    expect(await failed(panel.users.find(alpha))).toMatchObject({ name: 'Unreachable', sent: false });
    expect(await panel.users.find(alpha)).not.toBeNull();
  });

  it('sends nothing to a node whose host key changed', async () => {
    await node.control({ op: 'fault', name: 'host-key' });
    expect(await failed(panel.users.find(alpha))).toBeInstanceOf(WrongHostKey);
    expect(await log()).toEqual([]);
  });

  it('reads what it cannot understand as unreadable, and a busy node as nobody\'s fault', async () => {
    await account();
    await node.control({ op: 'fault', name: 'garbage', match: 'list-user ' });
    expect(await failed(panel.users.find(alpha))).toMatchObject({ name: 'Unreadable' });
    await node.control({ op: 'fault', name: 'apt-lock', match: 'add-web', seconds: 60 });
    expect(refusal(await panel.webDomains.add(alpha, site, IP))).toBe('busy');
    await node.control({ op: 'clear' });
    await node.control({ op: 'fault', name: 'exit-after', match: 'add-web', code: 20, text: 'Error: nginx restart failed\n' });
    expect(refusal(await panel.webDomains.add(alpha, site, IP))).toBe('unserved');
    expect(await panel.webDomains.find(alpha, site)).not.toBeNull();
    expect(await panel.webDomains.served(site, IP)).toBe(false);
  });

  it('adds eight accounts at once and runs a hundred commands, over one handshake', async () => {
    await account();
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => panel.users.add({ ...wish, login: login.parse(`user-${at}`) })));
    expect(answers.map(refusal)).toEqual(Array.from({ length: 8 }, () => 'ok'));
    await Promise.all(Array.from({ length: 100 }, () => panel.users.find(alpha)));
    expect(pool.stats()).toMatchObject({ handshakes: 1, connections: 1 });
  });

  it('lets a look be given up, and a change only before it is sent', async () => {
    await node.control({ op: 'fault', name: 'hang-before', match: 'list-user ' });
    const stop = new AbortController();
    giveUpBy(stop.signal);
    const looking = failed(panel.users.find(alpha));
    await expect.poll(async () => (await log()).length).toBe(1);
    stop.abort(new Error('given up'));
    expect(await looking).toMatchObject({ message: 'given up' });
    expect(await failed(panel.users.add(wish))).toMatchObject({ message: 'given up' });
    expect(await log()).toHaveLength(1);
  });

  it('settles an account when what an earlier worker left running on it has ended', async () => {
    await account();
    expect(await panel.node.settle(alpha)).toEqual({ ok: true });
    await node.control({ op: 'fault', name: 'slow', match: 'add-web', seconds: 0.4 });
    const lost = panel.webDomains.add(alpha, site, IP);
    await expect.poll(async () => (await log()).some((line) => line.argv[0] === 'v-add-web-domain')).toBe(true);
    expect(await panel.webDomains.find(alpha, site)).toBeNull();
    expect(await panel.node.settle(alpha)).toEqual({ ok: true });
    expect(await panel.webDomains.find(alpha, site)).not.toBeNull();
    expect(await lost).toEqual({ ok: true });
  });

  it('gives no line of an answer that holds secrets of the node', async () => {
    await account();
    const lines: string[] = [];
    const watched = driver((command) => pool.run(target, command, { onLine: (_, text) => lines.push(text) }));
    await watched.users.find(alpha);
    await watched.users.setPassword(alpha, PASSWORD);
    await watched.node.probe();
    expect(lines.join('\n')).toContain('sysinfo');
    expect(lines.join('\n')).not.toMatch(/RKEY|SERVER_SMTP_PASSWD|Wörd/);
  });
});

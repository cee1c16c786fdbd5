/** One simulated HestiaCP node behind a real SSH server. Its directory is the node: start it again and it is back. */
import { mkdirSync } from 'node:fs';
import type { Authority } from '../authority.ts';
import { admin } from './commands/users.ts';
import { authorized } from './commands/keys.ts';
import { accountKeys, jailOf } from './commands/sshkeys.ts';
import { freshPackages } from './commands/packages.ts';
import { control, type ControlOp } from './control.ts';
import { newFaults } from './faults.ts';
import { hostKey } from './hostkey.ts';
import { Machine, type LogLine } from './machine.ts';
import { startSshd } from './sshd.ts';
import { openStore } from './store.ts';
import { indexNames, save, type NodeRole, type Tables, type World } from './world.ts';

export interface SimNodeOptions {
  /** Holds the state and the host key of this one node. */
  dir: string;
  name: string;
  hostname: string;
  ipv4: string;
  /** 0: any free one. Always on 127.0.0.1. */
  port?: number;
  /** Share of a real node's own time: 0 = instant, 1 = as slow as the real one. */
  speed?: number;
  sshUser?: string;
  authorizedKeys: readonly string[];
  /** Which services run; all by default. */
  roles?: readonly NodeRole[];
  /** Stands for Let's Encrypt; without it, it can not be reached. */
  acme?: Pick<Authority, 'issue'>;
}
export interface SimNode {
  name: string;
  port: number;
  /** `SHA256:…` of the host key. */
  fingerprint: string;
  control(op: ControlOp): Promise<unknown>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A node that runs in this process. */
export interface NearNode extends SimNode {
  /** The next command that fits, when it starts (`running`) or when its outcome is known. */
  next(fits: (line: LogLine) => boolean): Promise<LogLine>;
}

export function openWorld(options: Pick<SimNodeOptions, 'dir' | 'hostname' | 'ipv4' | 'roles' | 'acme'>): World {
  const world: World = {
    store: openStore<Tables>(options.dir),
    hostname: options.hostname,
    ipv4: options.ipv4,
    roles: options.roles ?? ['web', 'mail', 'dns'],
    acme: options.acme ?? null,
    files: new Map(),
    clock: () => new Date(),
    reloadFails: false,
    jailed: true,
    names: new Map(),
    suspects: new Set(),
  };
  for (const user of world.store.all('users').values()) indexNames(world, user);
  if (!world.store.fresh) return world;
  for (const [name, settings] of freshPackages(options.hostname)) world.store.put('packages', name, settings);
  save(world, admin(world));
  world.store.flush();
  return world;
}

export async function startSimNode(options: SimNodeOptions): Promise<NearNode> {
  mkdirSync(options.dir, { recursive: true });
  const key = hostKey(options.dir, 'host_key');
  const world = openWorld(options);
  const faults = newFaults(() => world.clock().getTime());
  const machine = new Machine(world, faults, options.speed ?? 0);
  const order = (op: unknown): unknown => control(world, machine, faults, op);
  const sshd = await startSshd({
    hostKey: key.pem,
    otherHostKey: () => hostKey(options.dir, 'host_key_other').pem,
    port: options.port ?? 0,
    sshUser: options.sshUser ?? 'root',
    authorizedKeys: () => authorized(world, options.authorizedKeys),
    accountKeys: (login) => accountKeys(world, login),
    jailOf: (login) => jailOf(world, options.dir, login),
    machine,
    forConnection: () => faults.forConnection(),
    control: order,
  });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      machine.halt();
      await sshd.stop();
      world.store.close();
    })();
    return stopping;
  };
  return {
    name: options.name,
    port: sshd.port,
    fingerprint: key.fingerprint,
    next: (fits) => machine.next(fits),
    control: async (op) => structuredClone(await order(op)),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

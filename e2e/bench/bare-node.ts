/** A simulated node without SSH before it: the panel speaks to its machine directly. */
import { newFaults } from '#e2e/simnode/faults.ts';
import { Machine } from '#e2e/simnode/machine.ts';
import { openWorld } from '#e2e/simnode/simnode.ts';
import type { NodeRole } from '#e2e/simnode/world.ts';
import { Unreachable, type Panel } from '#server/core/panel.ts';
import { hestia } from '#server/panels/hestia/driver.ts';
import { wire, type Command, type Exit } from '#server/ssh/wire.ts';

export interface BareNode {
  /** `onCommand` hears what each command took of the node's own time. */
  panel(onCommand: (ms: number) => void): Panel;
  /** Share of a real node's time from now on. */
  setSpeed(speed: number): void;
}

export function bareNode(dir: string, name: string, roles: readonly NodeRole[], speed: number): BareNode {
  const world = openWorld({ dir, hostname: `${name}.brightwood.test`, ipv4: '203.0.113.10', roles });
  const machine = new Machine(world, newFaults(Date.now), speed);
  async function run(command: Command, onCommand: (ms: number) => void): Promise<Exit> {
    const { exec, stdin } = wire(command);
    const started = performance.now();
    const outcome = await machine.run({ exec, root: true, input: async () => Buffer.from(stdin ?? ''), closed: () => false });
    if (typeof outcome === 'string') throw new Unreachable('The bare node went away', true);
    const ms = performance.now() - started;
    onCommand(ms);
    return { code: outcome.exit, stdout: outcome.stdout, stderr: outcome.stderr, ms };
  }
  return {
    panel: (onCommand) => hestia((command) => run(command, onCommand)),
    setSpeed: (share) => { machine.speed = share; },
  };
}

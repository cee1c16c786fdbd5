/** What a choice of nodes costs, and how evenly many of them spread. No database: the choice is a pure function. */
import { allocate, type Candidate } from '#server/core/allocate.ts';
import { modes } from '#server/core/modes/index.ts';
import type { Role } from '#server/core/names.ts';
import { median, percentile, type Bench } from './figure.ts';

const NODES = 100;
const ORDERS = 10_000;
/** Every DNS node has every zone: there are few of them in any fleet. */
const kinds: Readonly<Record<string, (at: number) => readonly Role[]>> = {
  split: (at) => (at < 4 ? ['dns'] : at % 2 === 0 ? ['web'] : ['mail']),
  unified: () => ['web', 'mail', 'dns'],
  vanity: () => ['web'],
};

interface Run {
  ms: number[];
  /** The furthest that a node's share is from what its weight says, of that. */
  off: number;
}

function place(name: string): Run {
  const mode = modes[name];
  const rolesAt = kinds[name];
  if (mode === undefined || rolesAt === undefined) throw new Error(`There is no mode ${name}`);
  const fleet: Candidate[] = Array.from({ length: NODES }, (_, at) => ({ id: at + 1, name: `node-${at + 1}`, roles: rolesAt(at), state: 'active', placed: 0, weight: 5 + (at % 3) * 5, maxAccounts: null }));
  const accounts = mode.accounts(mode.roles);
  const ms: number[] = [];
  for (let order = 0; order < ORDERS; order++) {
    const started = performance.now();
    const found = allocate(fleet, accounts);
    ms.push(performance.now() - started);
    if (!found.ok) throw new Error(`Order ${order} found no room`);
    for (const id of new Set([found.placed.web, found.placed.mail, ...found.placed.dns])) {
      const node = fleet[(id ?? 0) - 1];
      if (node !== undefined) node.placed++;
    }
  }
  return { ms, off: Math.max(...[...Map.groupBy(fleet.filter(({ roles }) => !(roles.length === 1 && roles[0] === 'dns')), ({ roles }) => roles.join()).values()].flatMap((alike) => {
    const [all, weight] = [alike.reduce((sum, one) => sum + one.placed, 0), alike.reduce((sum, one) => sum + one.weight, 0)];
    return alike.map((one) => Math.abs(one.placed / ((all * one.weight) / weight) - 1));
  })) };
}

/** Sorting the fleet once, which is the least that any choice by load does. */
function sortMs(): number {
  const loads = Array.from({ length: NODES }, () => Math.random());
  const started = performance.now();
  for (let at = 0; at < 1000; at++) loads.toSorted((a, b) => a - b);
  return (performance.now() - started) / 1000;
}

export async function placement(bench: Bench): Promise<void> {
  bench.say(`placement: ${ORDERS} orders on ${NODES} nodes`);
  for (const name of Object.keys(kinds)) {
    const { ms, off } = place(name);
    bench.report({ name: `placement, ${name}`, unit: 'ms', goal: { most: 1 }, runs: ms, floor: { what: 'sorting the fleet once', value: sortMs(), unit: 'ms' }, note: `${ORDERS} orders; the mean of one is ${(ms.reduce((sum, one) => sum + one, 0) / ms.length).toFixed(3)} ms, p99 ${percentile(ms, 0.99).toFixed(3)} ms, median ${median(ms).toFixed(3)} ms` });
    bench.report({ name: `placement spread, ${name}`, unit: '%', goal: { most: 2 }, runs: [off * 100], note: 'the node that is furthest from the share that its weight says' });
  }
}

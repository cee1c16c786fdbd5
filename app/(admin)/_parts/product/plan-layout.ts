/** Where each step of a plan stands in its picture: by depth from left to right, a row per node, or more where steps of one node may run in any order. */
import type { Outputs } from '#app/_trpc/outputs.ts';

type Planned = Outputs['products']['preview'][number];

export interface Box {
  key: string;
  action: string;
  x: number;
  y: number;
}
interface Picture {
  boxes: readonly Box[];
  edges: readonly { key: string; from: Box; to: Box }[];
  width: number;
  height: number;
}

export const BOX = { width: 112, height: 36, gapX: 22, gapY: 14 };

function depthsOf(plan: readonly Planned[]): ReadonlyMap<string, number> {
  const byKey = new Map(plan.map((task) => [task.key, task]));
  const depths = new Map<string, number>();
  const depthOf = (key: string): number => {
    const known = depths.get(key);
    if (known !== undefined) return known;
    const after = byKey.get(key)?.after ?? [];
    const depth = after.length === 0 ? 0 : Math.max(...after.map(depthOf)) + 1;
    depths.set(key, depth);
    return depth;
  };
  for (const task of plan) depthOf(task.key);
  return depths;
}

/** The row of each step by its key: what follows on one stays in its row as long as that is free. */
function rowsOf(plan: readonly Planned[], depths: ReadonlyMap<string, number>): { rows: ReadonlyMap<string, number>; count: number } {
  const rows = new Map<string, number>();
  let count = 0;
  for (const [, tasks] of Map.groupBy(plan.filter((task) => task.nodeId !== null), (task) => task.nodeId)) {
    const taken = new Set<string>();
    let most = 0;
    for (const task of tasks) {
      const depth = depths.get(task.key) ?? 0;
      const before = task.after.map((key) => rows.get(key)).find((row) => row !== undefined && row >= count);
      let lane = before === undefined ? 0 : before - count;
      while (taken.has(`${depth} ${lane}`)) lane++;
      taken.add(`${depth} ${lane}`);
      rows.set(task.key, count + lane);
      most = Math.max(most, lane);
    }
    count += most + 1;
  }
  return { rows, count };
}

export function layOut(plan: readonly Planned[]): Picture {
  const depths = depthsOf(plan);
  const { rows, count } = rowsOf(plan, depths);
  const middle = Math.max(0, count - 1) / 2;
  const boxes = plan.map(({ key, action }) => ({
    key, action,
    x: (depths.get(key) ?? 0) * (BOX.width + BOX.gapX),
    y: (rows.get(key) ?? middle) * (BOX.height + BOX.gapY),
  }));
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const edges = plan.flatMap((task) => task.after.flatMap((before) => {
    const [from, to] = [byKey.get(before), byKey.get(task.key)];
    return from === undefined || to === undefined ? [] : [{ key: `${before} ${task.key}`, from, to }];
  }));
  return { boxes, edges, width: Math.max(0, ...boxes.map((box) => box.x)) + BOX.width, height: Math.max(0, ...boxes.map((box) => box.y)) + BOX.height };
}

/** Leaves to the right, arrives from the left, and goes under what stands in between. */
export function curve(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
  const bend = Math.max(10, Math.min(60, (x2 - x1) / 2));
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

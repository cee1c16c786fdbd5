/** What a figure is: several runs, their median and range, a goal, and how loaded the machine was meanwhile. */
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

export interface Goal {
  /** `value` must be at most, or at least, this. */
  most?: number;
  least?: number;
}
export interface Floor {
  what: string;
  value: number;
  unit: string;
}
export interface Figure {
  name: string;
  value: number;
  unit: string;
  goal: string | null;
  /** Null where there is no goal: a figure to see another one by. */
  pass: boolean | null;
  range: [low: number, high: number];
  floor?: Floor;
  note?: string;
  load: Load;
}
export interface Load {
  cores: number;
  /** One-minute load average when it began and when it ended. */
  average: [number, number];
  /** Percent of the machine's time that the hypervisor gave to others, and that was idle. */
  steal: number;
  idle: number;
}

export interface Measured {
  name: string;
  unit: string;
  goal?: Goal;
  /** One value per run. */
  runs: readonly number[];
  floor?: Floor;
  note?: string;
}
export interface Bench {
  quick: boolean;
  report(measured: Measured): void;
  /** A line for a person who waits; the load of what is reported next is watched from here on. */
  say(text: string): void;
}

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
};
export const median = (values: readonly number[]): number => percentile(values, 0.5);

const rounded = (value: number): number => Number(value.toPrecision(4));

interface Times {
  steal: number;
  idle: number;
  all: number;
}
function times(): Times {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/).slice(1).map(Number) ?? [];
  return { idle: (fields[3] ?? 0) + (fields[4] ?? 0), steal: fields[7] ?? 0, all: fields.slice(0, 8).reduce((sum, one) => sum + one, 0) };
}

/** Starts looking at the machine; answers how to say what was seen since. */
export function watchLoad(): () => Load {
  const before = loadavg()[0] ?? 0;
  const from = times();
  return () => {
    const to = times();
    const all = Math.max(1, to.all - from.all);
    const percent = (ticks: number): number => Math.round((100 * ticks) / all);
    return { cores: availableParallelism(), average: [rounded(before), rounded(loadavg()[0] ?? 0)], steal: percent(to.steal - from.steal), idle: percent(to.idle - from.idle) };
  };
}

export function figureOf(measured: Measured, load: Load): Figure {
  const { name, unit, goal, runs, floor, note } = measured;
  if (runs.length === 0 || runs.some((one) => !Number.isFinite(one))) throw new Error(`${name} could not be measured`);
  const value = median(runs);
  const pass = goal === undefined ? null : (goal.most === undefined || value <= goal.most) && (goal.least === undefined || value >= goal.least);
  return {
    name, value: rounded(value), unit, goal: goal === undefined ? null : goal.most === undefined ? `>= ${goal.least}` : `<= ${goal.most}`, pass,
    range: [rounded(Math.min(...runs)), rounded(Math.max(...runs))], ...(floor && { floor: { ...floor, value: rounded(floor.value) } }), ...(note !== undefined && { note }), load,
  };
}

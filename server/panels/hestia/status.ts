/** How a node is: read from the panel where it tells, and from the system where it does not. */
import * as z from 'zod';
import { type NodeStatus, type Room, Unreadable } from '#server/core/panel.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { jsonOf } from './exec.ts';

/** HestiaCP before this one has holes that are published. */
const SAFE_SINCE = '1.10.5';

/** `1.9.10` is after `1.9.4`; what is no version counts as old. */
export function isBefore(version: string, other: string): boolean {
  const parts = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [mine, theirs] = [parts(version), parts(other)];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const difference = (mine[at] ?? 0) - (theirs[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const word = z.string().default('');
const info = z.object({ sysinfo: z.object({ HESTIA: z.string(), LOADAVERAGE: word }) });
const units = z.record(z.string(), z.object({ STATE: word }));

/** `0.55 / 0.27 / 0.20`. */
const loadOf = (text: string): number | null => {
  const found = /^\s*(\d{1,6}(?:\.\d+)?)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

export function readStatus(about: Exit, services: Exit): Omit<NodeStatus, 'disk' | 'memory'> {
  const known = jsonOf('v-list-sys-info', about, info)?.sysinfo;
  if (known === undefined) throw new Unreadable('v-list-sys-info does not know the node');
  const running = Object.entries((services.code === 0 ? jsonOf('v-list-sys-services', services, units) : null) ?? {}).map(([name, { STATE }]) => ({ name, running: STATE === 'running' }));
  return { version: known.HESTIA, vulnerable: isBefore(known.HESTIA, SAFE_SINCE), load: loadOf(known.LOADAVERAGE), services: running };
}

const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);
const room = (usedKb: number, totalKb: number): Room | null => (totalKb > 0 && usedKb >= 0 && usedKb <= totalKb ? { usedMb: megabytes(usedKb), totalMb: megabytes(totalKb) } : null);

/** `df -Pk`: the second line is `device total used free share mount`; what root keeps for itself counts as used. */
export function readDisk({ code, stdout }: Exit): Room | null {
  const [, total, , free] = /^\S+\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s+\d+%/m.exec(stdout) ?? [];
  return code !== 0 || total === undefined || free === undefined ? null : room(Number(total) - Number(free), Number(total));
}

export function readMemory({ code, stdout }: Exit): Room | null {
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d{1,15}) kB$`, 'm').exec(stdout)?.[1] ?? Number.NaN);
  const [total, free] = [of('MemTotal'), of('MemAvailable')];
  return code !== 0 || Number.isNaN(total) || Number.isNaN(free) ? null : room(total - free, total);
}

/** `date +%s%3N`. */
export function readClock({ code, stdout }: Exit): number {
  const text = stdout.trim();
  if (code !== 0 || !/^\d{13}$/.test(text)) throw new Unreadable('date does not tell the time in milliseconds');
  return Number(text);
}

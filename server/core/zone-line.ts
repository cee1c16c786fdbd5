/** A record as one writes it on a line: `name [TTL] TYPE [priority] value`, in the order of every zone file. */
import type { ZoneTerms } from './zone.ts';
import { RANKED, recordTypes } from './zone-fault.ts';

export type OwnRecord = ZoneTerms['records'][number];

const LINE = /^(\S+)\s+(?:(\d+)\s+)?([A-Za-z]+)\s+(.+)$/;

/** Null for what is no record; whether its value is a good one is not judged here. */
export function recordOfLine(line: string): OwnRecord | null {
  const [, name, ttl, word = '', rest = ''] = LINE.exec(line.trim()) ?? [];
  const type = recordTypes.find((one) => one === word.toUpperCase());
  if (name === undefined || type === undefined) return null;
  const [, priority, ranked] = (RANKED.includes(type) ? /^(\d+)\s+(.+)$/.exec(rest) : null) ?? [];
  return { name: name.toLowerCase(), type, value: ranked ?? rest, priority: priority === undefined ? null : Number(priority), ttl: ttl === undefined ? null : Number(ttl) };
}

export const lineOfRecord = ({ name, ttl, type, priority, value }: OwnRecord): string => [name, ttl, type, priority, value].filter((part) => part !== null).join(' ');

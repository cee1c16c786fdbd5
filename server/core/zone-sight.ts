/** How a nameserver has a zone, as one look finds it. */
import type { DnsRecord } from './panel.ts';
import type { StatusWords } from './task.ts';
import { compareRecords } from './zone.ts';

export type SightKind = 'inSync' | 'differs' | 'unserved' | 'unreachable';
export const sightWords: Record<SightKind, StatusWords> = {
  inSync: { staff: 'In sync', customer: 'Up to date', tone: 'ok', icon: 'check' },
  differs: { staff: 'Differs', customer: 'Being looked after', tone: 'warn', icon: 'retry' },
  unserved: { staff: 'Not served', customer: 'Being looked after', tone: 'bad', icon: 'cross' },
  unreachable: { staff: 'Not reachable', customer: 'Being looked after', tone: 'bad', icon: 'pause' },
};

export interface ZoneSight {
  nodeId: number;
  is: SightKind;
  /** Of the SOA that it answers. */
  serial: number | null;
  /** One sentence for staff. */
  found: string;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** What was found on a node that answered. */
export function sightOf(nodeId: number, wanted: readonly DnsRecord[], found: readonly DnsRecord[], serial: number | null): ZoneSight {
  const { missing, extra } = compareRecords(wanted, found);
  if (found.length === 0) return { nodeId, is: 'differs', serial, found: 'It has no such zone' };
  if (missing > 0 || extra > 0) {
    const parts = [...(missing > 0 ? [`${count(missing, 'record')} missing`] : []), ...(extra > 0 ? [`${count(extra, 'record')} too many`] : [])];
    return { nodeId, is: 'differs', serial, found: `${parts.join(', ')}, of ${wanted.length}` };
  }
  if (serial === null) return { nodeId, is: 'unserved', serial, found: 'All records are stored, and the nameserver does not answer with them' };
  return { nodeId, is: 'inSync', serial, found: `${count(found.length, 'record')}, as wished` };
}

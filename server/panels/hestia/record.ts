import type { Answer, Panel } from '#server/core/panel.ts';
import { hostOf } from '#server/core/vanity.ts';
import type { Exit } from '#server/ssh/wire.ts';
import { jsonOf, nodeName, type Shell } from './exec.ts';
import { listedRecords, relative } from './zone.ts';

type Vanity = Parameters<Panel['zoneRecords']['find']>[0];
interface Found {
  id: string;
  type: string;
  value: string;
}

/** Every record of one name, of types that we do not handle too; the panel's ids are the list's keys. */
export function readNamed(exit: Exit, name: string, zone: string): readonly Found[] {
  const all = jsonOf('v-list-dns-records', exit, listedRecords) ?? {};
  return Object.entries(all).filter(([, one]) => relative(one.RECORD, zone) === name).map(([id, one]) => ({ id, type: one.TYPE.toUpperCase(), value: one.VALUE.trim() }));
}

export const zoneRecords = (shell: Shell): Panel['zoneRecords'] => {
  const named = async ({ owner, zone, name }: Vanity) => readNamed(await shell.read('v-list-dns-records', [owner, nodeName(zone), 'json']), name, zone);
  return {
    find: async (record) => (await named(record)).map(({ type, value }) => ({ type, value })),
    add: ({ owner, zone, name, ipv4 }) => shell.change('v-add-dns-record', owner, [owner, nodeName(zone), name, 'A', ipv4]),
    remove: async (record) => {
      let answer: Answer = { ok: true };
      for (const { id, type, value } of await named(record)) {
        if (answer.ok && type === 'A' && value === record.ipv4) answer = await shell.change('v-delete-dns-record', record.owner, [record.owner, nodeName(record.zone), id]);
      }
      return answer;
    },
    /** Without recursion, or a node that may recurse would answer with what another nameserver says. */
    served: async (record) => {
      const words = ['dig', '+short', '+norecurse', '+time=2', '+tries=1', '@127.0.0.1', hostOf(record), 'A'];
      const { code, stdout } = await shell.plain({ words, changes: false, locks: [], deadline: 10 });
      return code === 0 && stdout.split('\n').some((line) => line.trim() === record.ipv4);
    },
  };
};

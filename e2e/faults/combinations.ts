/** Every fault at every command of a Split deploy, as data. */
import type { FaultOrder } from '#e2e/simnode/faults.ts';
import type { Role } from './stand.ts';

/**
 * How a deploy comes through: by itself without using up an attempt (`waits`), by itself with a second attempt at most
 * (`retries`), when a person tries again (`person`), or when a person had an orphan cleaned up (`orphan`).
 */
export type Way = 'waits' | 'retries' | 'person' | 'orphan';
export interface Combination {
  name: string;
  role: Role;
  faults: readonly FaultOrder[];
  way: Way;
  /** What a waiting task says when an administrator has to mend the node. */
  heal?: RegExp;
}
interface Place {
  role: Role;
  command: string;
}

export const changing: readonly Place[] = [
  ...(['web', 'mail', 'dns'] as const).flatMap((role) => [{ role, command: 'v-add-user-package' }, { role, command: 'v-add-user' }]),
  { role: 'web', command: 'v-add-web-domain' }, { role: 'web', command: 'v-change-web-domain-backend-tpl' }, { role: 'mail', command: 'v-add-mail-domain' },
  { role: 'dns', command: 'v-add-dns-domain' }, { role: 'dns', command: 'v-insert-dns-records' }, { role: 'dns', command: 'v-rebuild-dns-domain' },
];
export const looking: readonly Place[] = [
  ...(['web', 'mail', 'dns'] as const).flatMap((role) => [{ role, command: 'v-list-user-package' }, { role, command: 'v-list-user' }]),
  { role: 'web', command: 'v-list-web-domain' }, { role: 'web', command: 'curl' }, { role: 'mail', command: 'v-list-mail-domain' }, { role: 'mail', command: 'v-list-mail-domain-dkim-dns' },
  { role: 'dns', command: 'v-list-dns-domain' }, { role: 'dns', command: 'v-list-dns-records' }, { role: 'dns', command: 'dig' },
];

export interface Kind {
  label: string;
  way: Way;
  make(match: string): readonly FaultOrder[];
  heal?: RegExp;
}

export const ofChange: readonly Kind[] = [
  { label: 'hang-before', way: 'waits', make: (match) => [{ name: 'hang-before', match }] },
  { label: 'hang-after', way: 'waits', make: (match) => [{ name: 'hang-after', match }] },
  { label: 'drop-after', way: 'waits', make: (match) => [{ name: 'drop-after', match }] },
  { label: 'refuse for three connections', way: 'waits', make: (match) => [{ name: 'drop-after', match }, { name: 'refuse', times: 3 }] },
  { label: 'host-key changes and comes back', way: 'waits', heal: /host key/, make: (match) => [{ name: 'drop-after', match }, { name: 'host-key' }] },
  { label: 'slow', way: 'waits', make: (match) => [{ name: 'slow', match, seconds: 0.15 }] },
  { label: 'apt-lock', way: 'waits', make: (match) => [{ name: 'apt-lock', match, seconds: 0.1 }] },
  { label: 'disk-full', way: 'waits', make: (match) => [{ name: 'disk-full', match, times: 2 }] },
  { label: 'exit 15, a service is down', way: 'retries', make: (match) => [{ name: 'exit', code: 15, match }] },
  { label: 'exit 255, unknown', way: 'retries', make: (match) => [{ name: 'exit', code: 255, match }] },
  { label: 'exit 2, refused', way: 'person', make: (match) => [{ name: 'exit', code: 2, match, text: 'Error: invalid value :: x\n' }] },
  { label: 'exit-after 20, not served', way: 'waits', make: (match) => [{ name: 'exit-after', code: 20, match }] },
  { label: 'exit-after 1', way: 'person', make: (match) => [{ name: 'exit-after', code: 1, match }] },
  { label: 'exit-after 255', way: 'retries', make: (match) => [{ name: 'exit-after', code: 255, match }] },
  { label: 'garbage after it', way: 'waits', make: (match) => [{ name: 'garbage', match }] },
  ...[0.1, 0.2, 0.35, 0.5, 0.8].map((share): Kind => ({ label: `half at ${share * 100} %`, way: 'retries', make: (match) => [{ name: 'half', share, match }] })),
];
export const ofLook: readonly Kind[] = [
  { label: 'garbage', way: 'retries', make: (match) => [{ name: 'garbage', match }] },
  { label: 'an empty list', way: 'retries', make: (match) => [{ name: 'garbage', match, text: '[]' }] },
  { label: 'a page of HTML', way: 'retries', make: (match) => [{ name: 'garbage', match, text: '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>\n' }] },
  { label: 'nothing at all', way: 'retries', make: (match) => [{ name: 'garbage', match, text: '' }] },
  { label: 'exit 255', way: 'retries', make: (match) => [{ name: 'exit', code: 255, match }] },
  { label: 'apt-lock', way: 'waits', make: (match) => [{ name: 'apt-lock', match, seconds: 0.1 }] },
  { label: 'hang-before', way: 'waits', make: (match) => [{ name: 'hang-before', match }] },
  { label: 'drop-after', way: 'waits', make: (match) => [{ name: 'drop-after', match }] },
];

/** Kills that leave what no command of the panel can mend. */
function leavesOrphan(command: string, label: string): boolean {
  const share = Number(/half at (\d+)/.exec(label)?.[1] ?? 0) / 100;
  if (command === 'v-add-user') return share >= 0.05 && share < 0.28;
  return command === 'v-add-web-domain' && share >= 0.17 && share < 0.65;
}

const combine = (places: readonly Place[], kinds: readonly Kind[]): readonly Combination[] =>
  places.flatMap(({ role, command }) => kinds.map(({ label, way, make, heal }) =>
    ({ name: `${label} at ${role}'s ${command}`, role, faults: make(`^${command} `), way: leavesOrphan(command, label) ? ('orphan' as const) : way, ...(heal && { heal }) })));

export const combinations: readonly Combination[] = [...combine(changing, ofChange), ...combine(looking, ofLook)];

/** What can be made to go wrong, how often and for which commands. In memory only: a restart of the node heals it. */
import * as z from 'zod';

export const FAULTS = {
  refuse: 'the TCP connection is closed at once, for the next `times` connections',
  'hang-before': 'the command never starts; the channel stays open',
  'hang-after': 'the command takes effect, its exit code never comes; the channel stays open',
  'drop-after': 'the command takes effect, then the connection dies before the exit code',
  slow: 'the command takes `factor` times as long, plus `seconds`',
  'apt-lock': 'for `seconds`, every matching command answers 100 as a node whose apt is locked',
  exit: 'the command answers `code` and does nothing',
  'exit-after': 'the command takes effect and answers `code`; with 20 a web domain is stored but not served until v-restart-web, its rebuild or `clear`',
  garbage: 'exit 0, but what should be JSON is not',
  'host-key': 'new connections meet another host key',
  'disk-full': 'no temporary file can be made, and the panel answers 13',
  half: 'the command is killed (137) at `share` of its time and leaves what a real node leaves',
} as const satisfies Record<string, string>;

export type FaultName = keyof typeof FAULTS;
const NAMES = Object.keys(FAULTS) as [FaultName, ...FaultName[]];

export const faultSpec = z.strictObject({
  name: z.enum(NAMES),
  /** A pattern on `v-add-user LOGIN …` (bare name, words joined by blanks); null: any command. */
  match: z.string().nullable().default(null),
  /** 0: until `clear`. */
  times: z.int().min(0).default(1),
  /** Lets so many pass first. */
  after: z.int().min(0).default(0),
  code: z.int().min(0).max(255).optional(),
  seconds: z.number().min(0).optional(),
  factor: z.number().min(0).optional(),
  share: z.number().min(0).max(1).optional(),
  text: z.string().optional(),
});
type FaultSpec = z.infer<typeof faultSpec>;
export type FaultOrder = z.input<typeof faultSpec>;
export type Fault = Pick<FaultSpec, 'name' | 'code' | 'seconds' | 'factor' | 'share' | 'text'>;

interface Armed extends FaultSpec {
  pattern: RegExp | null;
  left: number;
  skip: number;
  until: number; // ms since the epoch
}

export interface Faults {
  arm(spec: FaultSpec): void;
  clear(): void;
  /** The fault of a new connection, if any. */
  forConnection(): 'refuse' | 'host-key' | null;
  forCommand(line: string): Fault | null;
}

const PER_CONNECTION: readonly FaultName[] = ['refuse', 'host-key'];

export function newFaults(now: () => number): Faults {
  let armed: Armed[] = [];
  const take = (fits: (fault: Armed) => boolean): Armed | null => {
    if (armed.length === 0) return null;
    for (const fault of armed) {
      if (!fits(fault)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.left -= 1;
      armed = armed.filter((each) => each.left > 0 && each.until > now());
      return fault;
    }
    return null;
  };
  return {
    arm: (spec) => {
      const timed = spec.name === 'apt-lock' || spec.name === 'host-key';
      armed.push({
        ...spec,
        pattern: spec.match === null ? null : new RegExp(spec.match),
        left: spec.times === 0 || timed ? Infinity : spec.times,
        skip: spec.after,
        until: spec.name === 'apt-lock' ? now() + (spec.seconds ?? 60) * 1000 : Infinity,
      });
    },
    clear: () => void (armed = []),
    forConnection: () => take((fault) => PER_CONNECTION.includes(fault.name))?.name as 'refuse' | 'host-key' | undefined ?? null,
    forCommand: (line) =>
      take((fault) => !PER_CONNECTION.includes(fault.name) && fault.until > now() && (fault.pattern === null || fault.pattern.test(line))),
  };
}

const FATE = new RegExp(`^fate-(${[...NAMES].sort((a, b) => b.length - a.length).join('|')})-?(\\d*)[.-]`);

/**
 * A name can carry its own fate: `fate-exit4.example.com`, or the login `fate-exit4-example-com-web`. The number is the
 * code of exit and exit-after, the per cent of half, the factor of slow, the seconds of apt-lock.
 */
export function fateOf(word: string): Fault | null {
  const found = FATE.exec(word);
  if (found === null) return null;
  const name = found[1] as FaultName;
  const number = found[2] === '' || found[2] === undefined ? undefined : Number(found[2]);
  if (number === undefined) return { name };
  if (name === 'half') return { name, share: Math.min(number, 100) / 100 };
  if (name === 'slow') return { name, factor: number };
  return name === 'apt-lock' ? { name, seconds: number } : { name, code: number };
}

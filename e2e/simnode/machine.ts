/** Runs exec strings on the state of one node: wrappers, faults, time, kills. Knows nothing of SSH. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswer, OK } from './answers.ts';
import { readCommandline, type Lock, type Plan } from './commandline.ts';
import { serveWaiting } from './commands/web.ts';
import { fateOf, type Fault, type Faults } from './faults.ts';
import { newLocks } from './locks.ts';
import { commandOf } from './registry.ts';
import type { Answer, Spec, Work, World } from './world.ts';

export interface Call {
  exec: string;
  root: boolean;
  /** Everything that came on stdin, once it has ended. */
  input: () => Promise<Buffer>;
  /** True when the channel is gone: nobody reads the output any more. */
  closed: () => boolean;
}
/** `hang`: nothing ever comes back. `drop`: the connection dies. */
export type Outcome = Answer | 'hang' | 'drop';

export interface LogLine {
  exec: string;
  argv: readonly string[];
  processes: readonly string[];
  outcome: number | 'hang' | 'drop' | 'running';
}
export interface Machine {
  /** Synchronous when nothing has to be waited for. */
  run(call: Call): Outcome | Promise<Outcome>;
  log: readonly LogLine[];
  /** Ends the consequences of faults that outlive their command. */
  heal(): void;
  /** Power off: what still runs has no effect any more. */
  halt(): void;
}

const LOG_LINES = 50_000;
const fail = (exit: number, stderr: string, stdout = ''): Answer => ({ exit, stdout, stderr });

/** Time of what is only a look or a refusal, by what it printed. */
function answerMs(name: string, answer: Answer): number {
  if (!name.startsWith('v-')) return 14;
  if (name === 'v-list-dns-records') return 30 + 33 * (answer.stdout.match(/"ID"/g)?.length ?? 0);
  if (name === 'v-list-users') return 60 + 7 * (answer.stdout.match(/"NAME"/g)?.length ?? 0);
  return 78;
}

/** A fault that keeps the command from doing anything. */
function before(fault: Fault | null): Outcome | null {
  switch (fault?.name) {
    case 'refuse':
      return 'drop';
    case 'hang-before':
      return 'hang';
    case 'exit':
      return fail(fault.code ?? 1, '', fault.text ?? 'Error: simulated\n');
    case 'apt-lock':
      return fail(100, 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4242 (apt-get)\n');
    case 'disk-full':
      return fail(13, 'mktemp: failed to create file via template: No space left on device\n', 'Error: not enough disk space\n');
    default:
      return null;
  }
}

function after(fault: Fault | null, answer: Answer): Outcome {
  switch (fault?.name) {
    case 'hang-after':
      return 'hang';
    case 'drop-after':
      return 'drop';
    case 'exit-after': {
      const exit = fault.code ?? 20;
      return { ...answer, exit, stdout: exit === 20 ? 'Error: nginx restart failed\n' : (fault.text ?? 'Error: simulated\n') };
    }
    case 'garbage':
      return { ...answer, stdout: fault.text ?? 'PHP Warning:  Undefined array key 1 in /usr/local/hestia/func on line 7\n{"alpha": {' };
    default:
      return answer;
  }
}

export function newMachine(world: World, faults: Faults, speed: number): Machine {
  const locks = newLocks();
  const log: LogLine[] = [];
  const held = new Set<string>();
  const power = new AbortController();
  let serial = 0;

  const faultOf = (plan: Plan): Fault | null => {
    if (commandOf(plan.argv[0] ?? '')?.changes === true) {
      for (const word of plan.argv) {
        const fate = word.startsWith('fate-') ? fateOf(word) : null;
        if (fate === null || world.store.get('fated', word) !== undefined) continue;
        world.store.put('fated', word, true);
        return fate;
      }
    }
    return faults.forCommand(plan.argv.join(' '));
  };

  const finish = (work: Work, stale: Work, fault: Fault | null, argv: readonly string[]): Outcome => {
    world.reloadFails = fault?.name === 'exit-after' && (fault.code ?? 20) === 20;
    if (world.reloadFails) held.add(argv[2] ?? '');
    const answer = (work.stale === true ? stale : work).apply();
    world.reloadFails = false;
    return after(fault, answer);
  };
  const kill = (work: Work, share: number): void => {
    if (work.half !== undefined) work.half(share);
    else if (share >= 0.5) work.apply();
  };

  const execute = (plan: Plan, spec: Spec, fault: Fault | null, call: Call): Outcome | Promise<Outcome> => {
    power.signal.throwIfAborted();
    const [name = '', ...args] = plan.argv;
    if (args.length < spec.min) return fail(1, '', `Usage: ${name} ${spec.usage}\n`);
    const first = spec.run(world, args);
    const slow = fault?.name === 'slow' ? fault : null;
    const ms = (isAnswer(first) ? answerMs(name, first) : first.ms) * speed * (slow?.factor ?? 1) + (slow?.seconds ?? 0) * 1000;
    const share = fault?.name === 'half' ? (fault.share ?? 0.5) : ms > 0 && plan.deadline !== null ? (plan.deadline * 1000) / ms : 1;
    if (isAnswer(first)) return ms === 0 ? after(fault, first) : sleep(ms, undefined, { signal: power.signal }).then(() => after(fault, first));
    const end = (): Outcome => {
      const work = spec.run(world, args);
      const cut = spec.talkative === true && !plan.detached && call.closed() ? 0.5 : share;
      if (isAnswer(work)) return after(fault, work);
      if (cut >= 1 && fault?.name !== 'half') return finish(work, first, fault, plan.argv);
      kill(work, cut);
      return fail(fault?.name === 'half' ? 137 : 124, '');
    };
    return ms === 0 ? end() : sleep(ms * Math.min(share, 1), undefined, { signal: power.signal }).then(end);
  };

  const locked = async (plan: Plan, spec: Spec, fault: Fault | null, call: Call): Promise<Outcome> => {
    const taken: Lock[] = [];
    try {
      for (const lock of plan.locks) {
        if (!(await locks.take(lock))) return fail(lock.busyCode, '');
        taken.push(lock);
      }
      return await execute(plan, spec, fault, call);
    } finally {
      for (const lock of taken.reverse()) locks.release(lock.path);
    }
  };

  const withFile = async (plan: Plan, spec: Spec, fault: Fault | null, call: Call, path: string): Promise<Outcome> => {
    const input = await call.input();
    if (input.length !== plan.fileBytes) return fail(13, '');
    world.files.set(path, input.toString('utf8'));
    try {
      return await locked(plan, spec, fault, call);
    } finally {
      world.files.delete(path);
    }
  };

  const start = (plan: Plan, call: Call, path: string): Outcome | Promise<Outcome> => {
    const name = plan.argv[0] ?? '';
    const spec = commandOf(name);
    if (spec === undefined) return fail(127, `bash: line 1: ${name}: command not found\n`);
    if (name.startsWith('v-') && !call.root && !plan.sudo) return fail(0, `/usr/local/hestia/func/main.sh: line 27: /usr/local/hestia/conf/hestia.conf: Permission denied\n`);
    const fault = faultOf(plan);
    const early = before(fault);
    if (early !== null) return early;
    if (plan.fileBytes !== null) return withFile(plan, spec, fault, call, path);
    return plan.locks.length > 0 ? locked(plan, spec, fault, call) : execute(plan, spec, fault, call);
  };

  return {
    log,
    heal: () => {
      serveWaiting(world, (domain) => held.has(domain));
      held.clear();
      world.store.flush();
    },
    halt: () => power.abort(),
    run: (call) => {
      serial += 1;
      const path = `/tmp/hostwright.${serial.toString(36).padStart(10, '0')}`;
      let plan: Plan;
      try {
        plan = readCommandline(call.exec, path);
      } catch (error) {
        return fail(127, `bash: line 1: ${error instanceof Error ? error.message : 'bad'}: command not found\n`);
      }
      if (log.length >= LOG_LINES) log.splice(0, LOG_LINES / 2);
      const line: LogLine = { exec: call.exec, argv: plan.argv, processes: plan.processes, outcome: 'running' };
      log.push(line);
      const settle = (outcome: Outcome): Outcome => {
        world.store.flush();
        line.outcome = typeof outcome === 'string' ? outcome : outcome.exit;
        return outcome;
      };
      const outcome = plan.argv[0] === '' ? OK : start(plan, call, path);
      return outcome instanceof Promise ? outcome.then(settle) : settle(outcome);
    },
  };
}

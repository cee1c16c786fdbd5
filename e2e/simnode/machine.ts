/** Runs exec strings on the state of one node: wrappers, faults, time, kills. Knows nothing of SSH. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswer, OK } from './answers.ts';
import { readCommandline, type Lock, type Plan } from './commandline.ts';
import { serveWaiting } from './commands/web.ts';
import { fateOf, type Fault, type Faults } from './faults.ts';
import { newLocks } from './locks.ts';
import { rootCommands } from './commands/system.ts';
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
interface Job {
  plan: Plan;
  spec: Spec;
  fault: Fault | null;
  call: Call;
}

const LOG_LINES = 20_000;
const UNPRIVILEGED = '/usr/local/hestia/func/main.sh: line 27: /usr/local/hestia/conf/hestia.conf: Permission denied\n';
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

export class Machine {
  /** Share of a real node's time that commands take from now on. */
  speed: number;
  /** Commands seen, the latest last. */
  readonly log: LogLine[] = [];
  readonly #world: World;
  readonly #faults: Faults;
  readonly #locks = newLocks();
  /** Web domains that an exit-after 20 left unserved. */
  readonly #held = new Set<string>();
  readonly #power = new AbortController();
  readonly #watchers = new Set<(line: LogLine) => void>();
  #serial = 0;

  constructor(world: World, faults: Faults, speed: number) {
    this.#world = world;
    this.#faults = faults;
    this.speed = speed;
  }

  /** Synchronous when nothing has to be waited for. */
  run(call: Call): Outcome | Promise<Outcome> {
    this.#serial += 1;
    const path = `/tmp/hostwright.${this.#serial.toString(36).padStart(10, '0')}`;
    let plan: Plan;
    try {
      plan = readCommandline(call.exec, path);
    } catch (error) {
      return fail(127, `bash: line 1: ${error instanceof Error ? error.message : 'bad'}: command not found\n`);
    }
    if (this.log.length >= LOG_LINES) this.log.splice(0, LOG_LINES / 2);
    const line: LogLine = { exec: call.exec, argv: plan.argv, processes: plan.processes, outcome: 'running' };
    this.log.push(line);
    this.#tell(line);
    const settle = (outcome: Outcome): Outcome => {
      this.#world.store.flush();
      line.outcome = typeof outcome === 'string' ? outcome : outcome.exit;
      this.#tell(line);
      return outcome;
    };
    const outcome = plan.argv[0] === '' ? OK : this.#start(plan, call, path);
    return outcome instanceof Promise ? outcome.then(settle) : settle(outcome);
  }

  /** The next command that fits, when it starts or when its outcome is known. */
  next(fits: (line: LogLine) => boolean): Promise<LogLine> {
    const { promise, resolve } = Promise.withResolvers<LogLine>();
    const watch = (line: LogLine): void => {
      if (fits(line) && this.#watchers.delete(watch)) resolve(structuredClone(line));
    };
    this.#watchers.add(watch);
    return promise;
  }

  #tell(line: LogLine): void {
    for (const watch of this.#watchers) watch(line);
  }

  /** Ends the consequences of faults that outlive their command. */
  heal(): void {
    serveWaiting(this.#world, (domain) => this.#held.has(domain));
    this.#held.clear();
    this.#world.store.flush();
  }

  /** Power off: what still runs has no effect any more. */
  halt(): void {
    this.#power.abort();
  }

  #start(plan: Plan, call: Call, path: string): Outcome | Promise<Outcome> {
    const name = plan.argv[0] ?? '';
    const spec = commandOf(name);
    if (spec === undefined) return fail(127, `bash: line 1: ${name}: command not found\n`);
    if ((name.startsWith('v-') || Object.hasOwn(rootCommands, name)) && !call.root && !plan.sudo) return fail(0, UNPRIVILEGED);
    const fault = this.#faultOf(plan, spec);
    const early = before(fault);
    if (early !== null) return early;
    const job: Job = { plan, spec, fault, call };
    if (plan.folder !== null) return this.#withFolder(job, path, plan.folder);
    if (plan.fileBytes !== null) return this.#withFile(job, path);
    return plan.locks.length > 0 ? this.#locked(job) : this.#execute(job);
  }

  #faultOf(plan: Plan, spec: Spec): Fault | null {
    for (const word of spec.changes ? plan.argv : []) {
      const fate = word.startsWith('fate-') ? fateOf(word) : null;
      if (fate === null || this.#world.store.get('fated', word) !== undefined) continue;
      this.#world.store.put('fated', word, true);
      return fate;
    }
    return this.#faults.forCommand(plan.argv.join(' '));
  }

  async #withFile(job: Job, path: string): Promise<Outcome> {
    const input = await job.call.input();
    if (input.length !== job.plan.fileBytes) return fail(13, '');
    this.#world.files.set(path, input.toString('utf8'));
    try {
      return await this.#locked(job);
    } finally {
      this.#world.files.delete(path);
    }
  }

  async #withFolder(job: Job, path: string, folder: NonNullable<Plan['folder']>): Promise<Outcome> {
    const input = await job.call.input();
    if (input.length !== folder.reduce((sum, { bytes }) => sum + bytes, 0)) return fail(13, '');
    let at = 0;
    for (const { name, bytes } of folder) this.#world.files.set(`${path}/${name}`, input.subarray(at, (at += bytes)).toString('utf8'));
    try {
      return await this.#locked(job);
    } finally {
      for (const { name } of folder) this.#world.files.delete(`${path}/${name}`);
    }
  }

  async #locked(job: Job): Promise<Outcome> {
    const taken: Lock[] = [];
    try {
      for (const lock of job.plan.locks) {
        if (!(await this.#locks.take(lock))) return fail(lock.busyCode, '');
        taken.push(lock);
      }
      return await this.#execute(job);
    } finally {
      for (const lock of taken.reverse()) this.#locks.release(lock.path);
    }
  }

  #execute(job: Job): Outcome | Promise<Outcome> {
    this.#power.signal.throwIfAborted();
    const { plan, spec, fault } = job;
    const [name = '', ...args] = plan.argv;
    if (args.length < spec.min) return fail(1, '', `Usage: ${name} ${spec.usage}\n`);
    const first = spec.run(this.#world, args);
    const slow = fault?.name === 'slow' ? fault : null;
    const ms = (isAnswer(first) ? answerMs(name, first) : first.ms) * this.speed * (slow?.factor ?? 1) + (slow?.seconds ?? 0) * 1000;
    const late = plan.deadline !== null && ms > plan.deadline * 1000;
    const share = fault?.name === 'half' ? (fault.share ?? 0.5) : late && plan.deadline !== null ? (plan.deadline * 1000) / ms : 1;
    const end = (): Outcome => (isAnswer(first) ? after(fault, first) : this.#end(job, first, share));
    if (ms === 0) return end();
    return sleep(ms * share, undefined, { signal: this.#power.signal }).then(end);
  }

  /** The checks are made again at the end: meanwhile another command may have taken the name. */
  #end(job: Job, first: Work, share: number): Outcome {
    const { plan, spec, fault, call } = job;
    const work = spec.run(this.#world, plan.argv.slice(1));
    if (isAnswer(work)) return after(fault, work);
    const killed = fault?.name === 'half' || share < 1;
    const cut = spec.talkative === true && !plan.detached && call.closed() ? 0.5 : share;
    if (!killed && cut === 1) return this.#finish(job, work.stale === true ? first : work);
    if (work.half !== undefined) work.half(cut);
    else if (cut >= 0.5) work.apply();
    return fail(fault?.name === 'half' ? 137 : 124, '');
  }

  #finish({ fault, plan }: Job, work: Work): Outcome {
    this.#world.reloadFails = fault?.name === 'exit-after' && (fault.code ?? 20) === 20;
    if (this.#world.reloadFails) this.#held.add(plan.argv[2] ?? '');
    const answer = work.apply();
    this.#world.reloadFails = false;
    return after(fault, answer);
  }
}

/** One command on one channel of a connection: its output as lines and whole, its exit, its deadline. */
import { constants } from 'node:os';
import type { Client, ClientChannel } from 'ssh2';
import type { Take } from '#server/core/backup-panel.ts';
import { Unreachable, Unreadable } from '#server/core/panel.ts';
import { lineSplitter } from './lines.ts';
import { redactor } from './redact.ts';
import { type Command, type Exit, secretsOfCommand } from './wire.ts';

export interface Io {
  /** Gets each line as it comes, without its end; what is a secret of the command, or looks like one, shows as dots. */
  onLine(stream: 'stdout' | 'stderr', text: string): void;
  /** Gives up waiting, or ends a read. A changing command that was sent is let run: a killed one leaves halves. */
  signal?: AbortSignal;
  /** Only looks, outside of any task: takes one of the few channels that are kept for that, and never a task's. */
  look?: boolean;
  /** Gets what is printed, a piece at a time and no more of it before it is done with the last; nothing of it is kept. */
  take?: Take;
}

/** The node opens no further channel on this connection (sshd's MaxSessions): nothing was sent. */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused';
}

const MOST_BYTES = 4 * 1024 * 1024;

interface Capture {
  push(chunk: Buffer): void;
  end(): void;
  text(): string;
  cut(): boolean;
}

function capture(onLine: (text: string) => unknown): Capture {
  const lines = lineSplitter(onLine);
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  return {
    push: (chunk) => {
      lines.push(chunk);
      seen += chunk.length;
      const part = chunk.subarray(0, MOST_BYTES - kept);
      kept += part.length;
      if (part.length > 0) chunks.push(part);
    },
    end: () => lines.end(),
    text: () => Buffer.concat(chunks).toString('utf8'),
    cut: () => seen > kept,
  };
}

const signalCode = (name: string | undefined): number => {
  const known: Readonly<Record<string, number>> = constants.signals;
  return 128 + (known[`SIG${(name ?? '').replace(/^SIG/, '')}`] ?? 127);
};

function openFault(error: Error): Error {
  if ('reason' in error) return new ChannelRefused(error.message);
  return new Unreachable(`The connection was lost while a command was sent: ${error.message}`, !error.message.startsWith('Unable to exec'), { cause: error });
}

interface Ending {
  code: number | null;
  signal: string | undefined;
  /** Why what it printed could not be taken. */
  fault?: unknown;
}

/** One piece at a time: a channel that rests takes nothing more from the node than its window. What nobody takes any more is let run out. */
function pour(channel: ClientChannel, take: Take, ending: Ending): void {
  channel.on('data', (chunk: Buffer) => {
    if ('fault' in ending) return;
    channel.pause();
    take(chunk).catch((error: unknown) => {
      ending.fault = error;
      channel.signal('TERM');
      channel.close();
    }).finally(() => channel.resume());
  });
}

function followed(channel: ClientChannel, out: Capture, err: Capture, take: Take | undefined): Promise<Ending> {
  return new Promise((resolve) => {
    const ending: Ending = { code: null, signal: undefined };
    if (take === undefined) channel.on('data', (chunk: Buffer) => out.push(chunk));
    else pour(channel, take, ending);
    channel.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    channel.on('error', () => channel.close());
    channel.on('exit', (code: number | null, signal?: string) => Object.assign(ending, { code, signal }));
    channel.on('close', () => {
      out.end();
      err.end();
      resolve(ending);
    });
  });
}

interface Opened {
  channel: ClientChannel;
  ended: Promise<Ending>;
}

/** Listens within the callback: a quick command's exit comes in the same packet, and a tick later it is gone. */
function openChannel(client: Client, exec: string, out: Capture, err: Capture, take: Take | undefined): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new Unreachable('The connection was lost while a command was sent', true));
    client.once('close', lost);
    try {
      client.exec(exec, (error, channel) => {
        client.removeListener('close', lost);
        if (error === undefined || error === null) resolve({ channel, ended: followed(channel, out, err, take) });
        else reject(openFault(error));
      });
    } catch (error) {
      client.removeListener('close', lost);
      reject(new Unreachable('The connection was lost before a command was sent', false, { cause: error }));
    }
  });
}

function exitOf(command: Command, ending: Ending, out: Capture, err: Capture, ms: number): Exit {
  if ('fault' in ending) throw ending.fault;
  if (ending.code === null && ending.signal === undefined) throw new Unreachable('The connection was lost before the command answered', true);
  if (!command.changes && (out.cut() || err.cut())) throw new Unreadable('The node answered more than 4 MB');
  return { code: ending.code ?? signalCode(ending.signal), stdout: out.text(), stderr: err.text(), ms };
}

/** How long an ended read's channel may take to close before its connection is given up. */
const CLOSING_MS = 5_000;

interface Hooks {
  /** The channel no longer counts against its connection; called once or more. */
  freed(): void;
  /** The node went silent: the connection is not to be used for anything new. */
  late(): void;
  /** How long the node may stay silent. */
  patienceMs: number;
}

/** Ends a command from here: rejects `given` with the reason, and frees the channel even when the node stays silent. */
function quitter(channel: ClientChannel, ended: Promise<unknown>, hooks: Hooks): { given: Promise<never>; quit: (reason: unknown) => void } {
  const { promise: given, reject } = Promise.withResolvers<never>();
  const quit = (reason: unknown) => {
    reject(reason);
    // sshd keeps a channel open until the process has ended, and a quiet one would not notice that we left.
    channel.signal('TERM');
    channel.close();
    const timer = setTimeout(() => {
      hooks.late();
      hooks.freed();
    }, CLOSING_MS).unref();
    void ended.then(() => clearTimeout(timer));
  };
  return { given, quit };
}

/**
 * Runs a command whose wire form is given.
 * Throws `Unreachable`, `Unreadable` (a read of over 4 MB), `ChannelRefused`, or the signal's reason.
 */
export async function runOn(client: Client, command: Command, wired: { exec: string; stdin: string | undefined }, io: Io, hooks: Hooks): Promise<Exit> {
  const started = performance.now();
  const secrets = secretsOfCommand(command);
  const [hideOut, hideErr] = [redactor(secrets), redactor(secrets)];
  const out = capture((text) => command.private !== true && io.onLine('stdout', hideOut(text)));
  const err = capture((text) => io.onLine('stderr', hideErr(text)));
  const { channel, ended } = await openChannel(client, wired.exec, out, err, io.take).catch((error: unknown) => {
    hooks.freed();
    throw error;
  });
  void ended.then(hooks.freed);
  const { given, quit } = quitter(channel, ended, hooks);
  channel.end(wired.stdin);
  const timer = setTimeout(() => {
    hooks.late();
    quit(new Unreachable(`The node did not answer within ${hooks.patienceMs / 1000} s`, true));
  }, hooks.patienceMs);
  const onAbort = () => quit(io.signal?.reason);
  if (!command.changes) io.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (!command.changes && io.signal?.aborted === true) onAbort();
    return exitOf(command, await Promise.race([given, ended]), out, err, performance.now() - started);
  } finally {
    clearTimeout(timer);
    io.signal?.removeEventListener('abort', onAbort);
  }
}

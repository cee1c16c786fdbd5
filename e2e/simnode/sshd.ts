/** The SSH side: keys, sessions, channels. A command outlives its connection, as on a real node. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel } from 'ssh2';
import { Readable } from 'node:stream';
import type { Answer } from './world.ts';
import { serveSftp } from './sftp.ts';
import { splitWords } from './words.ts';
import type { Machine, Outcome } from './machine.ts';

export interface SshdOptions {
  hostKey: string;
  otherHostKey: () => string;
  port: number;
  sshUser: string;
  /** Lines of authorized_keys, as they are now. */
  authorizedKeys: () => readonly string[];
  /** Of an account in its jail; null for somebody else. */
  accountKeys: (login: string) => readonly string[] | null;
  /** The folder that it sees as the whole. */
  jailOf: (login: string) => string;
  machine: Machine;
  forConnection: () => 'refuse' | 'host-key' | null;
  control: (op: unknown) => unknown;
}
export interface Sshd {
  port: number;
  stop(): Promise<void>;
}

const CONTROL = 'control';

function parseKeys(lines: readonly string[]): ParsedKey[] {
  return lines.map((line) => {
    const key = ssh2.utils.parseKey(line);
    if (key instanceof Error) throw new Error(`Authorized key can't be read: ${key.message}`);
    return key;
  });
}

function authenticate(context: AuthContext, keys: readonly ParsedKey[], users: readonly string[]): void {
  if (context.method !== 'publickey' || !users.includes(context.username)) return context.reject(['publickey']);
  const key = keys.find((each) => each.type === context.key.algo && each.getPublicSSH().equals(context.key.data));
  if (key === undefined) return context.reject(['publickey']);
  const signed = context.signature === undefined || context.blob === undefined || key.verify(context.blob, context.signature, context.hashAlgo) === true;
  return signed ? context.accept() : context.reject(['publickey']);
}

/** At the pace of who reads, until they have gone. */
function pour(channel: ServerChannel, { exit }: Answer, body: Iterable<Buffer>): void {
  const source = Readable.from(body);
  channel.once('close', () => source.destroy());
  source.on('error', () => undefined);
  source.once('end', () => {
    channel.exit(exit);
    channel.end();
  });
  source.pipe(channel, { end: false });
}

function send(channel: ServerChannel, socket: Socket | undefined, outcome: Outcome): void {
  if (outcome === 'hang') return;
  if (outcome === 'drop') return void socket?.destroy();
  if (channel.destroyed) return;
  if (outcome.body !== undefined) return pour(channel, outcome, outcome.body());
  if (outcome.stdout !== '') channel.write(outcome.stdout);
  if (outcome.stderr !== '') channel.stderr.write(outcome.stderr);
  channel.exit(outcome.exit);
  channel.end();
}

/** Collects stdin only when asked; a command without a file leaves it flowing away. */
function inputOf(channel: ServerChannel): () => Promise<Buffer> {
  return () => {
    const { promise, resolve } = Promise.withResolvers<Buffer>();
    const chunks: Buffer[] = [];
    channel.on('data', (chunk: Buffer) => chunks.push(chunk));
    channel.once('end', () => resolve(Buffer.concat(chunks)));
    channel.once('close', () => resolve(Buffer.concat(chunks)));
    return promise;
  };
}

function onExec(options: SshdOptions, user: string, channel: ServerChannel, socket: Socket | undefined, exec: string): void {
  channel.on('error', () => undefined);
  if (user === CONTROL) {
    const text = exec.replace(/^simctl\s*/, '');
    const ordered = Promise.resolve(text).then((line) => options.control(JSON.parse(line.startsWith('{') ? line : (splitWords(line)[0] ?? ''))));
    ordered.then((answer) => send(channel, socket, { exit: 0, stdout: `${JSON.stringify(answer)}\n`, stderr: '' }), (error: unknown) => {
      send(channel, socket, { exit: 2, stdout: '', stderr: `simctl: ${error instanceof Error ? error.message : 'bad order'}\n` });
    });
    channel.resume();
    return;
  }
  const outcome = options.machine.run({ exec, root: user === 'root', input: inputOf(channel), closed: () => channel.destroyed });
  channel.resume();
  if (outcome instanceof Promise) outcome.then((late) => send(channel, socket, late), () => socket?.destroy());
  else send(channel, socket, outcome);
}

export async function startSshd(options: SshdOptions): Promise<Sshd> {
  const sockets = new Map<string, Socket>();
  const serve = (pem: string): ssh2.Server =>
    new ssh2.Server({ hostKeys: [pem], ident: 'OpenSSH_9.2p1 simnode' }, (client: Connection, info) => {
      let user = '';
      const socket = sockets.get(`${info.ip}:${info.port}`);
      client.on('error', () => undefined);
      client.on('authentication', (context) => {
        user = context.username;
        const own = options.accountKeys(user);
        if (own === null) authenticate(context, parseKeys(options.authorizedKeys()), [options.sshUser, CONTROL]);
        else authenticate(context, parseKeys(own), [user]);
      });
      client.on('session', (accept) => {
        // Nothing but files for who is in a jail: a command is refused by whoever does not listen for one.
        if (options.accountKeys(user) !== null) return void accept().on('sftp', (take) => serveSftp(take(), options.jailOf(user)));
        accept().on('exec', (take, _refuse, { command }) => onExec(options, user, take(), socket, command));
      });
    });
  const usual = serve(options.hostKey);
  let other: ssh2.Server | null = null;
  const listener = createServer((socket) => {
    const fault = options.forConnection();
    if (fault === 'refuse') return void socket.destroy();
    socket.setNoDelay(true);
    const name = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
    sockets.set(name, socket);
    socket.on('close', () => sockets.delete(name));
    if (fault === 'host-key') other ??= serve(options.otherHostKey());
    (fault === 'host-key' && other !== null ? other : usual).injectSocket(socket);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  listener.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  await promise;
  return {
    port: (listener.address() as AddressInfo).port,
    stop: async () => {
      const closed = Promise.withResolvers<void>();
      listener.close(() => closed.resolve());
      for (const socket of sockets.values()) socket.destroy();
      await closed.promise;
    },
  };
}

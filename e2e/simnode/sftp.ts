/** The SFTP subsystem for an account in its jail: real files of a folder of ours, which is all that the account sees. */
import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, readSync, realpathSync, renameSync, rmdirSync, type Stats, unlinkSync, writeSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';

const { STATUS_CODE, flagsToString } = ssh2.utils.sftp;
/** Entries in one answer, as OpenSSH gives them. */
const AT_ONCE = 100;

const attrsOf = ({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats): Attributes => ({ mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) });

class NotSeen extends Error {
  readonly code = 'ENOENT';
}

/** Where a path of the account's lies with us. What a link would lead to outside of the jail is not there. */
function placed(jail: string, path: string, follow: boolean): string {
  const host = join(jail, posix.resolve('/', path));
  const real = (one: string): string => {
    const found = realpathSync(one);
    if (found !== jail && !found.startsWith(`${jail}/`)) throw new NotSeen('outside of the jail');
    return found;
  };
  if (host === jail) return jail;
  return follow ? real(host) : join(real(dirname(host)), posix.basename(host));
}

function codeFor(error: unknown): number {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE;
  return code === 'EACCES' || code === 'EPERM' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE;
}

interface Handle {
  file: number | null;
  /** Of a folder: what was not told yet. */
  rest: { name: string; path: string }[];
}

/** What one session has open. */
class Handles {
  readonly #open = new Map<number, Handle>();
  #serial = 0;

  keep(handle: Handle): Buffer {
    const name = Buffer.alloc(4);
    name.writeUInt32BE((this.#serial += 1));
    this.#open.set(this.#serial, handle);
    return name;
  }
  of(name: Buffer): Handle {
    const handle = this.#open.get(name.readUInt32BE());
    if (handle === undefined) throw new Error('no such handle');
    return handle;
  }
  file(name: Buffer): number {
    const { file } = this.of(name);
    if (file === null) throw new Error('not a file');
    return file;
  }
  close(name: Buffer): void {
    const { file } = this.of(name);
    this.#open.delete(name.readUInt32BE());
    if (file !== null) closeSync(file);
  }
  end(): void {
    for (const { file } of this.#open.values()) if (file !== null) closeSync(file);
    this.#open.clear();
  }
}

interface Session {
  sftp: SFTPWrapper;
  handles: Handles;
  at(path: string, follow?: boolean): string;
  answer(id: number, work: () => void): void;
  done(id: number, work: () => void): void;
}

function serveFiles({ sftp, handles, at, answer, done }: Session): void {
  sftp.on('OPEN', (id, path, flags, { mode }) => answer(id, () => sftp.handle(id, handles.keep({ file: openSync(at(path), flagsToString(flags) ?? 'r', mode ?? 0o644), rest: [] }))));
  sftp.on('READ', (id, name, offset, length) => answer(id, () => {
    const chunk = Buffer.alloc(Math.min(length, 256 * 1024));
    const count = readSync(handles.file(name), chunk, 0, chunk.length, offset);
    if (count === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, chunk.subarray(0, count));
  }));
  sftp.on('WRITE', (id, name, offset, data) => done(id, () => writeSync(handles.file(name), data, 0, data.length, offset)));
  sftp.on('CLOSE', (id, name) => done(id, () => handles.close(name)));
  sftp.on('REMOVE', (id, path) => done(id, () => unlinkSync(at(path))));
  sftp.on('RENAME', (id, from, to) => done(id, () => {
    // In this version of the protocol a rename goes over nothing.
    if (lstatSync(at(to), { throwIfNoEntry: false }) !== undefined) throw new Error('exists');
    renameSync(at(from), at(to));
  }));
}

function serveFolders({ sftp, handles, at, answer, done }: Session): void {
  sftp.on('OPENDIR', (id, path) => answer(id, () => {
    const folder = at(path, true);
    sftp.handle(id, handles.keep({ file: null, rest: readdirSync(folder).map((name) => ({ name, path: join(folder, name) })) }));
  }));
  sftp.on('READDIR', (id, name) => answer(id, () => {
    const some = handles.of(name).rest.splice(0, AT_ONCE);
    if (some.length === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.name(id, some.map((one) => ({ filename: one.name, longname: one.name, attrs: attrsOf(lstatSync(one.path)) })));
  }));
  sftp.on('RMDIR', (id, path) => done(id, () => rmdirSync(at(path))));
  sftp.on('MKDIR', (id, path, { mode }) => done(id, () => mkdirSync(at(path), { mode: mode ?? 0o755 })));
}

export function serveSftp(sftp: SFTPWrapper, jail: string): void {
  const handles = new Handles();
  const at = (path: string, follow = false): string => placed(jail, path, follow);
  const answer = (id: number, work: () => void): void => {
    try {
      work();
    } catch (error) {
      sftp.status(id, codeFor(error));
    }
  };
  const session: Session = { sftp, handles, at, answer, done: (id, work) => answer(id, () => { work(); sftp.status(id, STATUS_CODE.OK); }) };
  serveFiles(session);
  serveFolders(session);
  sftp.on('LSTAT', (id, path) => answer(id, () => sftp.attrs(id, attrsOf(lstatSync(at(path))))));
  sftp.on('SETSTAT', (id, path, { mode }) => session.done(id, () => { if (mode !== undefined) chmodSync(at(path, true), mode & 0o7777); }));
  sftp.on('REALPATH', (id, path) => answer(id, () => {
    const found = at(path, true).slice(jail.length) || '/';
    sftp.name(id, [{ filename: found, longname: found, attrs: {} as Attributes }]);
  }));
  sftp.on('close', () => handles.end());
}

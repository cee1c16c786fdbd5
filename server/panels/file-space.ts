/** The files below one folder of a node over SFTP. Every path is built here, and looked at before it is used: a link on the way is not followed. */
import { randomBytes } from 'node:crypto';
import type { Attributes, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import type { Take } from '#server/core/backup-panel.ts';
import { type FileFault, FileRefused, type FileSpace } from '#server/core/file-panel.ts';
import { byName, type FileEntry, filePath, type FilePath, folderOf, folderPath, LISTED_MOST, nameFault, TEXT_MOST, textOf, within } from '#server/core/files.ts';
import { Unreachable } from '#server/core/panel.ts';

/** Status codes of SFTP's third version, which is the one that is spoken. */
const EOF = 1;
const faults: Readonly<Record<number, FileFault>> = { 2: 'missing', 3: 'denied' };
const CHUNK = 32 * 1024;
/** Pieces under way. */
const AT_ONCE = 8;
const S_IFMT = 0o170000;
const kinds: Readonly<Record<number, FileEntry['kind']>> = { 0o100000: 'file', 0o040000: 'folder', 0o120000: 'link' };
const TEMPORARY = '.hostwright-upload-';

type Done<T> = (error: Error | null | undefined, value: T) => void;

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null);

/** What is neither missing nor forbidden is told as one word, *Failure*: what that means, the one who asked knows. */
function faultOf(error: Error, otherwise: FileFault): Error {
  const code = codeOf(error);
  if (typeof code !== 'number' || code > 5) return new Unreachable(`The connection was lost while a file was reached: ${error.message}`, true, { cause: error });
  return new FileRefused(faults[code] ?? otherwise, { cause: error });
}
const asked = <T>(otherwise: FileFault, ask: (done: Done<T>) => unknown): Promise<T> => new Promise((resolve, reject) => {
  ask((error, value) => (error === undefined || error === null ? resolve(value) : reject(faultOf(error, otherwise))));
});

function entryOf(name: string, attrs: Attributes | Stats): FileEntry {
  return { name, kind: kinds[attrs.mode & S_IFMT] ?? 'other', bytes: attrs.size, changedAt: new Date(attrs.mtime * 1000).toISOString(), mode: attrs.mode & 0o777, version: `${attrs.mtime}-${attrs.size}` };
}

/** One session's look at one folder. */
class Space {
  readonly #sftp: SFTPWrapper;
  readonly #root: string;
  constructor(sftp: SFTPWrapper, root: string) {
    this.#sftp = sftp;
    this.#root = root;
  }

  at(path: string): string {
    return path === '' ? this.#root : `${this.#root}/${folderPath.parse(path)}`;
  }

  /** Nothing on the way to it, from the root of what the account sees, is a link. */
  async #straight(folder: string): Promise<void> {
    const path = this.at(folder);
    const real = await asked<string>('missing', (done) => this.#sftp.realpath(path, done as never));
    if (real !== path) throw new FileRefused('outside');
  }

  async entry(path: string): Promise<FileEntry> {
    await this.#straight(folderOf(path));
    return entryOf(path.slice(path.lastIndexOf('/') + 1), await asked<Stats>('missing', (done) => this.#sftp.lstat(this.at(path), done as never)));
  }

  async find(path: string): Promise<FileEntry | null> {
    return this.entry(path).catch((error: unknown) => {
      if (error instanceof FileRefused && error.fault === 'missing') return null;
      throw error;
    });
  }

  async file(path: string): Promise<FileEntry> {
    const entry = await this.entry(path);
    if (entry.kind === 'link') throw new FileRefused('outside');
    if (entry.kind !== 'file') throw new FileRefused('notFile');
    return entry;
  }

  /** The folder, up to one entry more than `most`. */
  async entries(folder: string, most: number): Promise<FileEntry[]> {
    await this.#straight(folder);
    const handle = await asked<Buffer>('notFolder', (done) => this.#sftp.opendir(this.at(folder), done as never));
    const found: FileEntry[] = [];
    try {
      while (found.length <= most) {
        const some = await this.#some(handle);
        if (some === null) break;
        found.push(...some.map(({ filename, attrs }) => entryOf(filename, attrs)));
      }
    } finally {
      await this.close(handle);
    }
    return found;
  }

  #some(handle: Buffer): Promise<FileEntryWithStats[] | null> {
    return new Promise((resolve, reject) => this.#sftp.readdir(handle, (error, list) => {
      if (error === undefined || error === null) return resolve(list);
      return codeOf(error) === EOF ? resolve(null) : reject(faultOf(error, 'denied'));
    }));
  }

  close(handle: Buffer): Promise<void> {
    return asked<void>('full', (done) => this.#sftp.close(handle, done as never));
  }

  open(path: string, flags: 'r' | 'wx', mode = 0o644): Promise<Buffer> {
    return asked<Buffer>(flags === 'r' ? 'missing' : 'full', (done) => this.#sftp.open(this.at(path), flags, { mode }, done as never));
  }

  /** Answers how much of `chunk` was filled; nothing at the end. */
  fill(handle: Buffer, chunk: Buffer, from: number): Promise<number> {
    return new Promise((resolve, reject) => this.#sftp.read(handle, chunk, 0, chunk.length, from, (error, count) => {
      if (error === undefined || error === null) return resolve(count);
      return codeOf(error) === EOF ? resolve(0) : reject(faultOf(error, 'denied'));
    }));
  }

  put(handle: Buffer, chunk: Buffer, at: number): Promise<void> {
    return asked<void>('full', (done) => this.#sftp.write(handle, chunk, 0, chunk.length, at, done as never));
  }

  /** Several pieces under way at once: one after another, each would cost a way to the node and back. Answers how much came. */
  async pour(handle: Buffer, source: AsyncIterable<Uint8Array>, most: number): Promise<number> {
    const under: Promise<void>[] = [];
    let at = 0;
    try {
      for await (const part of source) {
        if (at + part.length > most) throw new FileRefused('cut');
        const chunk = Buffer.from(part.buffer, part.byteOffset, part.length);
        for (let from = 0; from < chunk.length; from += CHUNK) {
          under.push(this.put(handle, chunk.subarray(from, from + CHUNK), at + from));
          if (under.length >= AT_ONCE) await under.shift();
        }
        at += part.length;
      }
      await Promise.all(under);
      return at;
    } finally {
      await Promise.allSettled(under);
    }
  }

  /** `bytes` of a file, piece by piece and several at once. Throws `FileRefused` when it has become shorter. */
  async *drain(handle: Buffer, bytes: number): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes; ) {
      const sizes = Array.from({ length: AT_ONCE }, (_, piece) => Math.min(CHUNK, bytes - at - piece * CHUNK)).filter((size) => size > 0);
      const from = at;
      const pieces = await Promise.all(sizes.map(async (size, piece) => {
        const chunk = Buffer.allocUnsafe(size);
        return chunk.subarray(0, await this.fill(handle, chunk, from + piece * CHUNK));
      }));
      for (const [piece, chunk] of pieces.entries()) {
        if (chunk.length === 0) throw new FileRefused('changed');
        yield chunk;
        at += chunk.length;
        // Less than was asked for: what comes after it is asked for again, from there on.
        if (chunk.length < (sizes[piece] ?? 0)) break;
      }
    }
  }

  mode(path: string, mode: number): Promise<void> {
    return asked<void>('denied', (done) => this.#sftp.chmod(this.at(path), mode, done as never));
  }
  unlink(path: string): Promise<void> {
    return asked<void>('denied', (done) => this.#sftp.unlink(this.at(path), done as never));
  }
  rmdir(path: string): Promise<void> {
    return asked<void>('denied', (done) => this.#sftp.rmdir(this.at(path), done as never));
  }
  mkdir(path: string): Promise<void> {
    return asked<void>('exists', (done) => this.#sftp.mkdir(this.at(path), { mode: 0o755 }, done as never));
  }
  /** Never over something that is there. */
  move(from: string, to: string): Promise<void> {
    return asked<void>('exists', (done) => this.#sftp.rename(this.at(from), this.at(to), done as never));
  }

  /** In one step where the server can, so that a visitor never finds none. */
  async moveOver(from: string, to: string): Promise<void> {
    const inOne = asked<void>('denied', (done) => this.#sftp.ext_openssh_rename(this.at(from), this.at(to), done as never));
    await inOne.catch(async (error: unknown) => {
      if (error instanceof FileRefused || error instanceof Unreachable) throw error;
      await this.unlink(to);
      await this.move(from, to);
    });
  }
}

/** Whatever becomes of it, nothing half-written is left under the name, and nothing temporary beside it. */
async function store(space: Space, path: FilePath, source: AsyncIterable<Uint8Array>, { bytes, old, still }: { bytes: number; old: FileEntry | null; still: () => Promise<void> }): Promise<FileEntry> {
  const temporary = within(folderOf(path), `${TEMPORARY}${randomBytes(8).toString('hex')}`);
  const handle = await space.open(temporary, 'wx');
  try {
    try {
      const at = await space.pour(handle, source, bytes);
      if (at !== bytes) throw new FileRefused('cut');
    } finally {
      await space.close(handle);
    }
    await space.mode(temporary, old?.mode ?? 0o644);
    await still();
    await (old === null ? space.move(temporary, path) : space.moveOver(temporary, path));
  } catch (error) {
    await space.unlink(temporary).catch(() => undefined);
    throw error;
  }
  return space.entry(path);
}

/** Everything in it, the deepest first. Only the names that are inside are touched: what a link leads to stays. */
async function removeAll(space: Space, path: string, left: { count: number }): Promise<void> {
  const inside = await space.entries(path, left.count);
  left.count -= inside.length;
  if (left.count < 0) throw new FileRefused('tooMany');
  for (const { name, kind } of inside) {
    if (nameFault(name) !== null) throw new FileRefused('denied');
    if (kind === 'folder') await removeAll(space, within(path, name), left);
    else await space.unlink(within(path, name));
  }
  await space.rmdir(path);
}

async function whole(space: Space, path: FilePath, entry: FileEntry): Promise<Buffer> {
  const handle = await space.open(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for await (const chunk of space.drain(handle, entry.bytes)) pieces.push(chunk);
    return Buffer.concat(pieces);
  } finally {
    await space.close(handle);
  }
}

async function download(space: Space, path: FilePath, begin: (entry: FileEntry) => void, take: Take): Promise<void> {
  const entry = await space.file(path);
  const handle = await space.open(path, 'r');
  try {
    begin(entry);
    for await (const chunk of space.drain(handle, entry.bytes)) await take(chunk);
  } finally {
    await space.close(handle);
  }
}

/** Does something in a session; the deadline of what a person waits for, and that of a transfer, are the caller's. */
export type InSession = <T>(work: (sftp: SFTPWrapper) => Promise<T>) => Promise<T>;

export function fileSpace(inSession: InSession, root: string): FileSpace {
  const on = <T>(work: (space: Space) => Promise<T>): Promise<T> => inSession((sftp) => work(new Space(sftp, root)));
  const sameVersion = (space: Space, path: FilePath, version: string) => async (): Promise<void> => {
    if ((await space.find(path))?.version !== version) throw new FileRefused('changed');
  };
  return {
    list: (folder) => on(async (space) => {
      const all = await space.entries(folder, LISTED_MOST);
      return { entries: all.slice(0, LISTED_MOST).toSorted(byName), more: all.length > LISTED_MOST };
    }),
    find: (path) => on((space) => space.find(path)),
    read: (path) => on(async (space) => {
      const entry = await space.file(path);
      if (entry.bytes > TEXT_MOST) throw new FileRefused('tooBig');
      const text = textOf(await whole(space, path, entry));
      if (text === null) throw new FileRefused('notText');
      return { text, entry };
    }),
    write: (path, text, version) => on(async (space) => {
      const old = await space.file(path);
      if (old.version !== version) throw new FileRefused('changed');
      const content = Buffer.from(text, 'utf8');
      const source = (async function* () { yield content; })();
      return store(space, path, source, { bytes: content.length, old, still: sameVersion(space, path, version) });
    }),
    download: (path, begin, take) => on((space) => download(space, path, begin, take)),
    upload: (path, source, { bytes, replace }) => on(async (space) => {
      const old = await space.find(filePath.parse(path));
      if (old !== null && !replace) throw new FileRefused('exists');
      if (old !== null && old.kind !== 'file') throw new FileRefused(old.kind === 'link' ? 'outside' : 'notFile');
      return store(space, path, source, { bytes, old, still: async () => undefined });
    }),
    rename: (from, to) => on(async (space) => {
      await space.entry(from);
      // Also where the server's own rename would go over what is there.
      if ((await space.find(to)) !== null) throw new FileRefused('exists');
      await space.move(from, to);
    }),
    remove: (path) => on(async (space) => {
      const { kind } = await space.entry(filePath.parse(path));
      await (kind === 'folder' ? removeAll(space, path, { count: LISTED_MOST }) : space.unlink(path));
    }),
    makeFolder: (path) => on(async (space) => {
      if ((await space.find(filePath.parse(path))) !== null) throw new FileRefused('exists');
      await space.mkdir(path);
    }),
    setMode: (path, mode) => on(async (space) => {
      const { kind } = await space.entry(filePath.parse(path));
      if (kind !== 'file' && kind !== 'folder') throw new FileRefused('outside');
      await space.mode(path, mode);
    }),
  };
}

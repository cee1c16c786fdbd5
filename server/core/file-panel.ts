/** The part of the panel's port that is about the files of a website: a key of its own, and what it opens. */
import type { Take } from './backup-panel.ts';
import type { FileEntry, FilePath, Listing } from './files.ts';
import type { Login } from './names.ts';
import type { Answer } from './panel.ts';

export interface FileKeyPanel {
  fileKeys: {
    /** True when whoever signs in as this account sees its files and nothing else of the node. */
    jailed(login: Login): Promise<boolean>;
    /** True when the key is let in to the account. Throws `Unreadable` while it is suspended. */
    find(login: Login, publicKey: string): Promise<boolean>;
    add(login: Login, publicKey: string): Promise<Answer>;
  };
}

/** Why something with a file did not work, as far as the node tells. */
export type FileFault =
  | 'missing' | 'exists' | 'denied'
  | 'outside' // a link lies on the way
  | 'notFile' | 'notFolder' | 'tooBig' | 'notText' | 'tooMany'
  | 'changed' // by somebody else
  | 'cut' // less came than was promised
  | 'full' // the node took no more of it: its disk, or the account's share of it
  | 'keyless' // the key is not let in
  | 'busy';

export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly fault: FileFault;
  constructor(fault: FileFault, options?: ErrorOptions) {
    super(`A file was refused: ${fault}`, options);
    this.fault = fault;
  }
}

/**
 * The files of one website, reached as their owner. No method follows a link, or leaves the website's folder. Each throws
 * `FileRefused`, `Unreachable` or `WrongHostKey`.
 */
export interface FileSpace {
  /** At most `LISTED_MOST` entries. */
  list(folder: FilePath): Promise<Listing>;
  find(path: FilePath): Promise<FileEntry | null>;
  /** A text of at most `TEXT_MOST` bytes. */
  read(path: FilePath): Promise<{ text: string; entry: FileEntry }>;
  /** Refused when the file is not of that version any more. */
  write(path: FilePath, text: string, version: string): Promise<FileEntry>;
  /** `begin` is told of the file before its first bytes come. */
  download(path: FilePath, begin: (entry: FileEntry) => void, take: Take): Promise<void>;
  /** Whole or not at all: what breaks off leaves nothing. */
  upload(path: FilePath, source: AsyncIterable<Uint8Array>, options: { bytes: number; replace: boolean }): Promise<FileEntry>;
  rename(from: FilePath, to: FilePath): Promise<void>;
  /** A folder with everything in it. */
  remove(path: FilePath): Promise<void>;
  makeFolder(path: FilePath): Promise<void>;
  setMode(path: FilePath, mode: number): Promise<void>;
}

/** The part of the panel's port that is about archives of whole accounts. */
import type { MailAccount } from './items/panel.ts';
import type { BackupFile, DatabaseName, Domain, Login } from './names.ts';
import type { Answer } from './panel.ts';

/** An archive of a whole account, on its node. */
export interface BackupFacts {
  /** Its file. */
  name: BackupFile;
  sizeMb: number;
  /** Of the file; null when it is not on the node itself, but where its panel sends its backups. */
  bytes: number | null;
  /** By the node's clock; null when the file does not tell. */
  madeAt: string | null;
  /** What is in it, by full names. */
  sites: readonly string[];
  databases: readonly string[];
  mailDomains: readonly string[];
}
/** A file as it is now. */
export interface FileFacts {
  bytes: number;
  /** Another one when it has changed. */
  version: string;
}
/** Takes what is read; the next is read when it is done with this. */
export type Take = (chunk: Uint8Array) => Promise<void>;

export interface BackupPanel {
  backups: {
    list(login: Login): Promise<readonly BackupFacts[]>;
    /** Of the whole account; takes minutes. Older ones beyond the package's number go. Refused while it is suspended. */
    add(login: Login): Promise<Answer>;
    /** Refused while the account is suspended. */
    remove(login: Login, file: BackupFile): Promise<Answer>;
    /** The mailboxes of a domain in it, by what stands before the @. Null when that can't be read. */
    mailboxes(login: Login, file: BackupFile, domain: Domain): Promise<readonly string[] | null>;
    /** The website's public files give way to those of the archive; its settings stay. `missing`: it is not in the archive. */
    restoreSite(login: Login, file: BackupFile, domain: Domain): Promise<Answer>;
    /** Tables of the archive take the place of those of their names; a database that is gone comes back with its user. */
    restoreDatabase(login: Login, file: BackupFile, name: DatabaseName): Promise<Answer>;
    /** Puts the mail of the archive back beside what is there. The mailbox must be there. */
    restoreMailbox(box: MailAccount, file: BackupFile): Promise<Answer>;
    /** Null when it is not on the node. */
    file(login: Login, file: BackupFile): Promise<FileFacts | null>;
    /** A stretch of the file, from its byte `from` on. Throws `Unreadable` when the node breaks off. */
    read(login: Login, file: BackupFile, stretch: { from: number; count: number }, take: Take): Promise<void>;
  };
}

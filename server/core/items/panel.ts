/** The part of the panel's port that is about what customers make in a service. */
import type { DatabaseName, DatabaseUser, Domain, Email, FtpUser, JobNumber, LocalPart, Login, VisitorName } from '../names.ts';
import type { Answer } from '../panel.ts';
import type { Secret } from '../secret.ts';

export interface MailAccount {
  login: Login;
  domain: Domain;
  name: LocalPart;
}

/** A mailbox of a service's own mail domain, as the panel lists it. */
export interface MailAccountFacts {
  quotaMb: number | null; // null: unlimited
  aliases: readonly string[]; // before the @
  forwards: readonly string[];
  /** Nothing that is forwarded is kept. */
  forwardOnly: boolean;
  /** Null: none. */
  autoReply: string | null;
  /** Mails per hour; null: the node's own limit. */
  sendLimit: number | null;
  suspended: boolean;
}

export interface DatabaseFacts {
  user: string;
  charset: string;
  diskMb: number;
  suspended: boolean;
}
export interface DatabaseWish {
  name: DatabaseName;
  user: DatabaseUser;
  charset: string;
}

export interface FtpAccount {
  login: Login;
  domain: Domain;
  user: FtpUser;
}
export interface FtpFacts {
  /** Below the website's folder, `/public_html`; empty for all of it. */
  path: string;
}

export interface Visitor {
  login: Login;
  domain: Domain;
  name: VisitorName;
}

export interface CronFacts {
  /** Minute, hour, day, month, weekday. */
  schedule: readonly string[];
  command: string;
  suspended: boolean;
}
type CronWish = Pick<CronFacts, 'schedule' | 'command'>;

export interface ItemPanel {
  databases: {
    /** Full names, the account's prefix included. */
    list(login: Login): Promise<readonly DatabaseName[]>;
    find(login: Login, name: DatabaseName): Promise<DatabaseFacts | null>;
    add(login: Login, wish: DatabaseWish, password: Secret): Promise<Answer>;
    /** Of its user. */
    setPassword(login: Login, name: DatabaseName, password: Secret): Promise<Answer>;
    remove(login: Login, name: DatabaseName): Promise<Answer>;
  };
  ftp: {
    find(account: FtpAccount): Promise<FtpFacts | null>;
    add(account: FtpAccount, password: Secret, path: string): Promise<Answer>;
    setPassword(account: FtpAccount, password: Secret): Promise<Answer>;
    setPath(account: FtpAccount, path: string): Promise<Answer>;
    remove(account: FtpAccount): Promise<Answer>;
  };
  cron: {
    find(login: Login, job: JobNumber): Promise<CronFacts | null>;
    /** Refused when the number is taken. */
    add(login: Login, job: JobNumber, wish: CronWish): Promise<Answer>;
    change(login: Login, job: JobNumber, wish: CronWish): Promise<Answer>;
    suspend(login: Login, job: JobNumber): Promise<Answer>;
    unsuspend(login: Login, job: JobNumber): Promise<Answer>;
    remove(login: Login, job: JobNumber): Promise<Answer>;
  };
  /** Who may see a website: as soon as there is one, everybody else is asked for a name and a password. */
  visitors: {
    find(visitor: Visitor): Promise<boolean>;
    add(visitor: Visitor, password: Secret): Promise<Answer>;
    setPassword(visitor: Visitor, password: Secret): Promise<Answer>;
    remove(visitor: Visitor): Promise<Answer>;
  };
  /** Mailboxes of a service's own mail domain. */
  mailAccounts: {
    find(box: MailAccount): Promise<MailAccountFacts | null>;
    add(box: MailAccount, password: Secret, quotaMb: number | null): Promise<Answer>;
    setPassword(box: MailAccount, password: Secret): Promise<Answer>;
    setQuota(box: MailAccount, quotaMb: number | null): Promise<Answer>;
    addAlias(box: MailAccount, alias: LocalPart): Promise<Answer>;
    removeAlias(box: MailAccount, alias: LocalPart): Promise<Answer>;
    addForward(box: MailAccount, address: Email): Promise<Answer>;
    removeForward(box: MailAccount, address: Email): Promise<Answer>;
    setForwardOnly(box: MailAccount, only: boolean): Promise<Answer>;
    /** Null: none. Lines are kept. */
    setAutoReply(box: MailAccount, text: string | null): Promise<Answer>;
    setSendLimit(box: MailAccount, perHour: number | null): Promise<Answer>;
    /** With all its mail. */
    remove(box: MailAccount): Promise<Answer>;
  };
}

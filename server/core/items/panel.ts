/** The part of the panel's port that is about what customers make in a service. */
import type { Domain, Email, LocalPart, Login } from '../names.ts';
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

export interface ItemPanel {
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

/**
 * The port that a panel driver implements (`server/panels/<name>`), grouped by noun. Reading methods answer facts or
 * null for "not there"; changing methods answer an `Answer`. A transport failure is thrown (`Unreachable`): the
 * engine turns it into "later", never into an attempt. Output that can't be read is thrown as `Unreadable`.
 */
import type { CertificateRole } from './certificate.ts';
import type { Domain, Email, Hostname, Ipv4, Login, Marker, PackageName } from './names.ts';
import type { BackupPanel } from './backup-panel.ts';
import type { FileKeyPanel } from './file-panel.ts';
import type { ItemPanel } from './items/panel.ts';
import type { Secret } from './secret.ts';
import type { SitePanel } from './site-panel.ts';
import type { Mailbox, VanityRecord } from './vanity.ts';
import type { WebTemplates } from './site.ts';

/** What a panel said to a command that changes something, in the words of any panel. */
export type Refusal =
  | 'invalid' // an argument is not accepted
  | 'missing' // what it should act on is not there
  | 'exists'
  | 'suspended'
  | 'limit' // over the package's limit
  | 'forbidden'
  | 'busy' // apt lock, load, lock not got in time: nobody's fault
  | 'disk' // disk full
  | 'down' // a service on the node (database, certificate authority) does not answer
  | 'unserved' // stored, but the node's server did not take it
  | 'broken'; // anything else, killed included

export type Answer = { ok: true } | { ok: false; refusal: Refusal; message: string; hint: string; code: number };

/** The node could not be reached, or the answer was lost on the way: nobody knows whether the command took effect. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** True when the command may have reached the node. */
  readonly sent: boolean;
  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}

/** The node answered something that its panel never answers. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** The host key is not the pinned one: nothing was sent. */
export class WrongHostKey extends Error {
  override readonly name = 'WrongHostKey';
  readonly fingerprint: string;
  constructor(message: string, fingerprint: string) {
    super(message);
    this.fingerprint = fingerprint;
  }
}

/** Of a look: what the node would have said is not known, and everything else about the look is well. */
export const isSilence = (error: unknown): error is Unreachable | Unreadable | WrongHostKey => error instanceof Unreachable || error instanceof Unreadable || error instanceof WrongHostKey;

/** Limits of one panel account; null = unlimited. Sizes in MB. */
export interface Limits {
  diskMb: number | null;
  bandwidthMb: number | null;
  webDomains: number | null;
  webAliases: number | null;
  databases: number | null;
  mailDomains: number | null;
  mailAccounts: number | null;
  dnsDomains: number | null;
  dnsRecords: number | null;
  cronJobs: number | null;
  backups: number | null;
}
export interface PackageWish {
  name: PackageName;
  limits: Limits;
  nameservers: readonly Hostname[];
  /** Left out: the node's own. */
  templates?: WebTemplates;
}
export interface UserWish {
  login: Login;
  password: Secret;
  email: Email;
  package: PackageName;
  marker: Marker;
}
export interface UserFacts {
  login: string;
  package: string; // empty on a half-made account
  marker: string | null; // null: not made by us
  suspended: boolean;
}
/** What one panel account uses. Sizes in MB; bandwidth is this month's. */
export interface Figures {
  /** Mail included. */
  diskMb: number;
  mailDiskMb: number;
  bandwidthMb: number;
  webDomains: number;
  databases: number;
  mailDomains: number;
  mailAccounts: number;
  dnsDomains: number;
  dnsRecords: number;
  cronJobs: number;
  backups: number;
}
export interface AccountUsage {
  login: string;
  figures: Figures;
}
/** What stands in one account, as the panel last counted it; sizes in MB. */
export interface AccountContents {
  sites: readonly { name: string; sizeMb: number }[];
  databases: readonly { name: string; sizeMb: number }[];
  mailboxes: readonly { name: string; sizeMb: number | null }[]; // null: not told
  zones: readonly { name: string; records: number }[];
}
export interface MailDomainFacts {
  dkim: boolean;
  /** Where mail to a name that nobody has goes; null: it is refused. */
  catchAll: string | null;
  suspended: boolean;
}
/** A zone's record as one writes it: name relative to the zone (`@` for itself), value unquoted and undotted. */
export interface DnsRecord {
  name: string;
  type: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'TXT' | 'NS' | 'SRV' | 'CAA' | 'TLSA';
  value: string;
  priority: number | null;
  ttl: number;
}
/** A certificate as files hold it, each in PEM. */
export interface CertificateFiles {
  certificate: string;
  key: Secret;
  /** The certificates between it and its root; empty without. */
  chain: string;
}
/** What a node has for a domain's website, or for its mail. */
export interface InstalledCertificate {
  /** SHA-256, `AB:CD…`. */
  fingerprint: string;
  names: readonly string[];
}
export interface ZoneFacts {
  ip: string;
  records: number;
  suspended: boolean;
  /** By keys of the node. */
  signed: boolean;
}
/** What the zone above says of the key that signs one. */
export interface DelegationSigner {
  tag: number;
  algorithm: number;
  digestType: number;
  /** Hexadecimal. */
  digest: string;
}
export interface MailboxFacts {
  quotaMb: number | null; // null: unlimited
  suspended: boolean;
}
export interface NodeFacts {
  panel: string; // "HestiaCP 1.10.3"
  hostname: string;
  ipv4: readonly string[];
  ipv6: readonly string[];
  phpTemplates: readonly string[];
  services: readonly { name: string; running: boolean }[];
  web: boolean;
  mail: boolean;
  dns: boolean;
  webmail: string | null; // host prefix, "webmail"
  /** Its accounts are let in over SFTP, each in a jail of its own. */
  sftpJail: boolean;
}

/** How a node is at this moment. */
export interface NodeStatus {
  /** The panel's own, `1.10.3`. */
  version: string;
  /** A hole of this version is known and mended in a later one. */
  vulnerable: boolean;
  /** Over the last minute; null when the node does not tell. */
  load: number | null;
  memory: Room | null;
  /** Of the file system that the accounts' files are on. */
  disk: Room | null;
  services: NodeFacts['services'];
}
export interface Room {
  usedMb: number;
  totalMb: number;
}

export interface Panel extends BackupPanel, FileKeyPanel, ItemPanel, SitePanel {
  node: {
    probe(): Promise<NodeFacts>;
    /** Takes one connection's channel, one read after another. */
    status(): Promise<NodeStatus>;
    /** The node's clock, in milliseconds since 1970. */
    clock(): Promise<number>;
    /** Waits until no command of ours is running on this account (an earlier worker may have left one behind). */
    settle(account: string): Promise<Answer>;
  };
  packages: {
    /** True when a package of this name exists. */
    find(name: PackageName): Promise<boolean>;
    add(wish: PackageWish): Promise<Answer>;
  };
  users: {
    find(login: Login): Promise<UserFacts | null>;
    /** What each account of the node uses, as the panel last counted it; one read for all. */
    usage(): Promise<readonly AccountUsage[]>;
    /** Everything of an account that a person would miss; one read after another. Null when it is not there. */
    contents(login: Login): Promise<AccountContents | null>;
    /** Makes the panel count an account's objects and its disk space anew. */
    recount(login: Login): Promise<Answer>;
    add(wish: UserWish): Promise<Answer>;
    setPassword(login: Login, password: Secret): Promise<Answer>;
    setPackage(login: Login, name: PackageName): Promise<Answer>;
    rebuild(login: Login): Promise<Answer>;
    suspend(login: Login): Promise<Answer>;
    unsuspend(login: Login): Promise<Answer>;
    /** With everything that it owns. */
    remove(login: Login): Promise<Answer>;
  };
  /**
   * What an interrupted creation left in the system that the panel does not list: no command of the panel's can clear it.
   * Each part as a person reads it; null when there is nothing.
   */
  leftovers: {
    ofAccount(login: Login): Promise<readonly string[] | null>;
    /** The system user with its home. The caller knows that it is ours and that the panel does not list it. */
    removeAccount(login: Login): Promise<Answer>;
    ofWebDomain(login: Login, domain: Domain): Promise<readonly string[] | null>;
    removeWebDomain(login: Login, domain: Domain): Promise<Answer>;
  };
  mailDomains: {
    find(login: Login, domain: Domain): Promise<MailDomainFacts | null>;
    add(login: Login, domain: Domain): Promise<Answer>;
    rebuild(login: Login, domain: Domain): Promise<Answer>;
    remove(login: Login, domain: Domain): Promise<Answer>;
    /** The value of the DKIM record (`v=DKIM1; …`), null when the domain has no key. */
    dkim(login: Login, domain: Domain): Promise<string | null>;
    /** In the place of nothing: refused while there is another one. */
    addCatchAll(login: Login, domain: Domain, address: Email): Promise<Answer>;
    /** Refused while there is none. */
    removeCatchAll(login: Login, domain: Domain): Promise<Answer>;
  };
  certificates: {
    find(role: CertificateRole, login: Login, domain: Domain): Promise<InstalledCertificate | null>;
    /** By the node's own Let's Encrypt client: for the domain and `aliases`, or for the mail names of the domain. */
    issue(role: CertificateRole, login: Login, domain: Domain, aliases: readonly Hostname[]): Promise<Answer>;
    /** In the place of the one that is there when `replaces`. */
    set(role: CertificateRole, login: Login, domain: Domain, files: CertificateFiles, replaces: boolean): Promise<Answer>;
    remove(role: CertificateRole, login: Login, domain: Domain): Promise<Answer>;
  };
  zones: {
    find(login: Login, domain: Domain): Promise<ZoneFacts | null>;
    add(login: Login, domain: Domain, ip: Ipv4, nameservers: readonly Hostname[]): Promise<Answer>;
    records(login: Login, domain: Domain): Promise<readonly DnsRecord[]>;
    /** Replaces all records at once and makes the node serve them. The list must be a complete, valid zone. */
    replaceRecords(login: Login, domain: Domain, records: readonly DnsRecord[]): Promise<Answer>;
    rebuild(login: Login, domain: Domain): Promise<Answer>;
    remove(login: Login, domain: Domain): Promise<Answer>;
    /** The node makes a key of its own for it, and forgets that with *false*. */
    setSigned(login: Login, domain: Domain, signed: boolean): Promise<Answer>;
    /** Null while there is no key. */
    signer(login: Login, domain: Domain): Promise<DelegationSigner | null>;
    /** The SOA serial that the node's nameserver answers, null when it does not serve the zone. */
    serial(domain: Domain): Promise<number | null>;
  };
  /** One mailbox of a mail user that is not ours: no method says anything of that user or of its domain. */
  mailboxes: {
    find(box: Mailbox): Promise<MailboxFacts | null>;
    add(box: Mailbox, password: Secret, quotaMb: number | null): Promise<Answer>;
    /** Refused while it is suspended. */
    setPassword(box: Mailbox, password: Secret): Promise<Answer>;
    setQuota(box: Mailbox, quotaMb: number | null): Promise<Answer>;
    suspend(box: Mailbox): Promise<Answer>;
    unsuspend(box: Mailbox): Promise<Answer>;
    remove(box: Mailbox): Promise<Answer>;
  };
  /** One name in a zone that is not ours: no method says anything of the zone or of another name. */
  zoneRecords: {
    /** Every record of that name, of whatever type and whoever made it. */
    find(record: VanityRecord): Promise<readonly { type: string; value: string }[]>;
    /** Makes a second one where there is one already: look first. */
    add(record: VanityRecord): Promise<Answer>;
    /** Those of that name with that address, and no other. */
    remove(record: VanityRecord): Promise<Answer>;
    /** True when the node's nameserver answers with the address. */
    served(record: VanityRecord): Promise<boolean>;
  };
}

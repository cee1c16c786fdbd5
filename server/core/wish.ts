/** What is wanted of a service, and where: everything that a step may know besides its panel. */
import type { StepAction } from './action.ts';
import type { CertificateRole } from './certificate.ts';
import type { Domain, Email, Hostname, Ipv4, Login, Marker, PackageName, Role } from './names.ts';
import type { MailSettings } from './mail-settings.ts';
import type { OperationKind } from './operation.ts';
import type { CertificateFiles, DelegationSigner, Limits } from './panel.ts';
import type { ItemKind, ItemSettings } from './items/item.ts';
import type { Secret } from './secret.ts';
import type { SiteWish, WebTemplates } from './site.ts';
import type { ZoneTerms } from './zone.ts';
import type { ZoneEdits } from './zone-own.ts';
import type { Mailbox, SharedLogin, VanityRecord } from './vanity.ts';

/** Names that one certificate should cover, on the node of one role. */
export interface CertificateWish {
  role: CertificateRole;
  names: readonly string[];
}
/** What a task on a certificate is to bring about. */
export interface CertificateTask {
  role: CertificateRole;
  /** What Let's Encrypt is asked for. */
  names: readonly string[];
  /** The fingerprint of what was served before, null without. */
  before: string | null;
  /** The customer's own, where one was uploaded. */
  own: { files: CertificateFiles; fingerprint: string } | null;
}

export interface AccountWish {
  login: Login;
  package: PackageName;
  limits: Limits;
  /** Of its websites; left out: the node's own. */
  templates?: WebTemplates;
}
/** A node as the customer's records and logins name it. */
export interface Site {
  host: Hostname;
  ipv4: Ipv4;
}
/** What a service has as a guest on accounts of the provider. */
export interface GuestWish {
  mailbox: Mailbox;
  quotaMb: number | null;
  record: VanityRecord;
}
/** What a task on one of a service's items is to bring about. */
export type ItemTask = {
  [K in ItemKind]: {
    kind: K;
    name: string;
    /** Null: it is to go. */
    settings: ItemSettings[K] | null;
    /** Whether it was there before, as far as we know. */
    known: ItemSettings[K] | null;
    /** To be set; null: it keeps the one that it has. */
    password: Secret | null;
    /** Raised with every new password. */
    passwordVersion: number;
    /** Of a backup: the files of the service's others that are known. */
    others: readonly string[];
  };
}[ItemKind];
export interface Wish {
  marker: Marker;
  domain: Domain;
  email: Email;
  password: Secret;
  /** Raised with every new password: what a step has set is known by it. */
  passwordVersion: number;
  site: SiteWish;
  mail: MailSettings;
  nameservers: readonly Hostname[];
  accounts: Partial<Record<Role, AccountWish>>;
  sites: Partial<Record<'web' | 'mail', Site>>;
  /** What its product makes of its zone. */
  zone: ZoneTerms;
  /** What was made of that since. */
  zoneEdits: ZoneEdits;
  /** The mail domain's DKIM record, once a step has seen it. */
  dkim: string | null;
  /** What was last seen of the key that signs its zone. */
  signer: DelegationSigner | null;
  /** Null in every mode with accounts of its own only. */
  guest: GuestWish | null;
  /** For a task on one. */
  certificate: CertificateTask | null;
  /** For a task on one. */
  item: ItemTask | null;
  /** Public key of the one by which its files are reached; for a task on that. */
  fileKey: string | null;
}
/** What of it must never be read in a log. */
export const secretsOf = ({ password, certificate, item }: Wish): readonly Secret[] => [password, ...(certificate?.own == null ? [] : [certificate.own.files.key]), ...(item?.password == null ? [] : [item.password])];

export interface RetryPolicy {
  attempts: number;
  baseSeconds: number;
  factor: number;
  capSeconds: number;
  /** 0.2 = up to 20 % more or less. */
  jitter: number;
}
export const defaultRetry: RetryPolicy = { attempts: 3, baseSeconds: 5, factor: 3, capSeconds: 600, jitter: 0.2 };

/** Where a service is a guest; what is null is not to be touched. */
export interface GuestPlaces {
  mailbox: { node: number; owner: SharedLogin; address: string } | null;
  record: { nodes: readonly number[]; owner: SharedLogin } | null;
}

/** One planned task; `after` names other keys of the same plan. */
export interface PlannedTask {
  key: string;
  action: StepAction;
  nodeId: number | null;
  target: string;
  after: readonly string[];
  /** Of `after`, the ends of copies of one thing: a quorum of them is enough when the others are held up. */
  copies?: readonly string[];
  /** What the node says of itself is not believed: it is written again. */
  doubt?: true;
  /** Tasks that share it run one at a time: a panel account, a node's packages. */
  serialKey: string | null;
  /** The item of the service that it is about. */
  item?: number;
  /** Its operation waits for it only a while. After that, or when it does not work, Auto-SSL goes on with it and the operation without. */
  handsOver?: true;
}
export interface PlanInput {
  domain: Domain;
  accounts: Partial<Record<Role, { login: Login; package: PackageName }>>;
  nodes: { web: number | null; mail: number | null; dns: readonly number[] };
  guest: GuestPlaces | null;
  /** Its website is switched off, and stays so whatever is done to its account. */
  siteOff?: boolean;
}
/** What a mode plans. One edit needs no plan, and a repair is a part of the deploy's. */
export type PlanKind = Exclude<OperationKind, 'change' | 'repair'>;

export interface Mode {
  name: string;
  title: string;
  summary: string;
  roles: readonly Role[];
  /** Its services are guests on accounts of the provider: its products say where, and have no choice of roles. */
  guest: boolean;
  /** The accounts of a service with these roles: each is the roles that share it, and so a node. */
  accounts(roles: readonly Role[]): readonly (readonly Role[])[];
  plan(kind: PlanKind, input: PlanInput): readonly PlannedTask[];
}

/** What the world sees of a service's names: where they point, and which certificate is shown for them. */

/** A record that keeps a name from pointing here: what it must say, and where it is edited. */
export interface MissingRecord {
  name: string;
  /** `AAAA` with the value `''` is one that must go; `NS` has all of them in its value, parted by blanks. */
  type: 'A' | 'AAAA' | 'NS';
  value: string;
  /** The nameservers that were asked, which is where it is edited; empty: at the registrar. */
  at: readonly string[];
  /** What they answer instead. */
  found: readonly string[];
}
export interface NameSight {
  name: string;
  /** `unknown`: nobody could be asked. */
  points: 'here' | 'elsewhere' | 'unknown';
  missing: readonly MissingRecord[];
  /** What could not be asked, and why. */
  fault: string | null;
}
/** What the node shows to a visitor. */
export interface Served {
  issuer: string;
  /** Whom it names, `node.brightwood.test`. */
  subject: string;
  /** It is for the first name; else it is somebody else's, which the web server shows where it has no better. */
  ours: boolean;
  /** SHA-256 of the first name's certificate, as `AB:CD…`. */
  fingerprint: string;
  from: number;
  until: number;
  /** The wanted names for which a trusted certificate of that name, valid now, is served. */
  covers: readonly string[];
  /** Why the first name is not among them. */
  fault: string | null;
}
export interface Sight {
  names: readonly NameSight[];
  served: Served | null;
}

/** Where a name should point, and whom its domain should be delegated to. */
export interface Target {
  domain: string;
  nameservers: readonly string[];
  ipv4: string;
  ipv6: string | null;
}
/** Where a name points, as every nameserver of its zone says it. */
export type Resolve = (name: string, target: Target) => Promise<NameSight>;

/** The records of a name of one type, as every nameserver of its zone says them. A text is whole; an MX is `10 mail.customer.com`. */
export interface Looked {
  /** Empty: nobody has the domain, or nobody could be asked. */
  nameservers: readonly string[];
  /** One list for each nameserver that answered. */
  answers: readonly (readonly string[])[];
  /** Why nobody could be asked. */
  fault: string | null;
}
export type LookUp = (name: string, type: 'TXT' | 'MX') => Promise<Looked>;

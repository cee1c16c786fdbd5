/** The log of who changed what in the house. Written in the transaction that makes the change, so that neither is without the other. */
import type { Tx } from '#db/client.ts';
import { audit } from '#db/schema/index.ts';

export interface Deed {
  /** How the person signs; `Hostwright` for what happens by itself. */
  who: string;
  /** `<noun>.<camelCaseVerb>`: `people.changeRole`. */
  what: string;
  /** What it was done to, in words that outlive its row. */
  subject: string;
  /** Only what differs. A `Secret` is stored as dots. */
  before?: Readonly<Record<string, unknown>> | null;
  after?: Readonly<Record<string, unknown>> | null;
}

export async function record(tx: Tx, { who, what, subject, before = null, after = null }: Deed): Promise<void> {
  await tx.insert(audit).values({ who, what, subject, before, after });
}

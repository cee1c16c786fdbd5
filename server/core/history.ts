/** Who did what to a service: its operations, as its customer may read them, and as staff do. */
import type { Action } from './action.ts';
import type { Audience } from './audience.ts';
import type { OperationKind, OperationStatus } from './operation.ts';
import { type Signer, signerOf } from './signature.ts';

/** What somebody did to an operation that was there already. */
export interface Hand {
  did: 'retry' | 'undo' | 'discard';
  by: string;
  /** ISO. */
  at: string;
}

/** An operation with the first of its tasks. */
export interface DeedRow {
  id: number;
  kind: OperationKind;
  openedBy: string;
  openedAt: string;
  status: OperationStatus;
  action: Action | null;
  /** What it is done to, when that is something the customer made. */
  about: string | null;
  hands: readonly Hand[];
}
export interface Signed {
  who: Signer;
  /** The name, for staff. */
  by: string | null;
}
export interface Deed extends Omit<DeedRow, 'openedBy' | 'hands'>, Signed {
  hands: readonly (Signed & Omit<Hand, 'by'>)[];
}

/** A suspension that did not work is no customer's business. */
const isTheirs = ({ kind, status }: DeedRow): boolean => kind !== 'suspend' || status === 'succeeded';

export function deedsFor(audience: Audience, rows: readonly DeedRow[]): readonly Deed[] {
  const staff = audience === 'staff';
  const signed = (by: string): Signed => ({ who: signerOf(by), by: staff ? by : null });
  return rows.filter((row) => staff || isTheirs(row)).map(({ openedBy, hands, ...row }) => ({ ...row, ...signed(openedBy), hands: hands.map(({ by, ...hand }) => ({ ...hand, ...signed(by) })) }));
}

/** Who did what to a service: its operations, as its customer may read them, and as staff do. */
import type { Action } from './action.ts';
import type { Audience } from './audience.ts';
import type { OperationKind, OperationStatus } from './operation.ts';
import { type Signer, signerOf } from './signature.ts';

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
}
export interface Deed extends Omit<DeedRow, 'openedBy'> {
  who: Signer;
  /** The name, for staff. */
  by: string | null;
}

/** A suspension that did not work is no customer's business. */
const isTheirs = ({ kind, status }: DeedRow): boolean => kind !== 'suspend' || status === 'succeeded';

export function deedsFor(audience: Audience, rows: readonly DeedRow[]): readonly Deed[] {
  const staff = audience === 'staff';
  return rows.filter((row) => staff || isTheirs(row)).map(({ openedBy, ...row }) => ({ ...row, who: signerOf(openedBy), by: staff ? openedBy : null }));
}

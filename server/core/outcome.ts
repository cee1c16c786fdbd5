/** A step's closed set of results, and how a panel's refusal becomes one. */
import type { AccountFact } from './lifecycle.ts';
import type { Outside } from './items/item.ts';
import type { MailSettings } from './mail-settings.ts';
import type { Role } from './names.ts';
import type { DatabaseSettings } from './items/database.ts';
import type { BackupFacts } from './backup-panel.ts';
import type { AccountUsage, Answer, DelegationSigner } from './panel.ts';
import type { SiteFacts } from './site.ts';
import type { CertificateWish, ItemTask } from './wish.ts';

/** What a finished step leaves on its service; written in the transaction that finishes it. */
export interface Writes {
  dkim?: string;
  /** Of the key that signs its zone; null: none does. */
  signer?: DelegationSigner | null;
  certificates?: readonly CertificateWish[];
  activated?: true;
  /** What is known now of the account that the task worked on; the rest of it stays as it was. */
  account?: { role: Role } & Partial<AccountFact>;
  /** The account of this role is not on the task's node any more. */
  gone?: Role;
  /** What is known now of the service's mailbox or record on the task's node, which it has there as a guest. */
  guest?: Partial<AccountFact> | 'gone';
  /** What the item of the task is now; null: it is not on the node any more. */
  item?: { known: ItemTask['settings']; passwordVersion: number; /** What was made could only be known now: it is what is wished from here on. */ settled?: true };
  /** Every archive of the account that the task worked on. */
  backups?: readonly BackupFacts[];
  /** What came back with a restore and is not among the service's items. */
  returned?: { kind: 'database'; name: string; settings: DatabaseSettings };
  /** What mail is set to now. */
  mail?: MailSettings;
  /** What the website is now. */
  site?: SiteFacts;
  closed?: true;
  /** What accounts of the task's node use now. */
  usage?: readonly AccountUsage[];
}

export type Outcome =
  | { is: 'done'; changed: boolean; writes?: Writes }
  /** Not now, and nobody's fault: costs no attempt. `alarm` is shown on the node until it is well again. `doubt`: what is found next time proves nothing. */
  | { is: 'later'; seconds: number; because: string; alarm?: string; doubt?: true }
  | { is: 'failed'; message: string; hint: string; code: number | null; retry: boolean; finding?: 'orphan'; /** What a customer reads of it, where it is about something of theirs. */ customer?: string; /** Its item was changed on the node meanwhile, and is left as it is. */ outside?: Outside };

export const done = (changed: boolean, writes?: Writes): Outcome => ({ is: 'done', changed, ...(writes && { writes }) });
export const later = (seconds: number, because: string, alarm?: string): Outcome => ({ is: 'later', seconds, because, ...(alarm !== undefined && { alarm }) });
export const failed = (message: string, hint: string, { code = null, ...rest }: { retry: boolean; code?: number | null; finding?: 'orphan'; customer?: string; outside?: Outside }): Outcome => ({ is: 'failed', message, hint, code, ...rest });

export const conflict = (message: string): Outcome =>
  failed(message, 'Look at the object on the node: rename or remove it there, or choose another name, then retry this step.', { retry: false });

const BUSY_SECONDS = 10;
const UNSERVED_SECONDS = 60;

/** A refusal that a step has no better idea about. */
export function refused(answer: Answer & { ok: false }): Outcome {
  switch (answer.refusal) {
    case 'busy':
      return later(BUSY_SECONDS, answer.message);
    case 'unserved':
      return { is: 'later', seconds: UNSERVED_SECONDS, because: answer.message, alarm: answer.message, doubt: true };
    case 'disk':
      return later(UNSERVED_SECONDS, answer.message, answer.message);
    case 'invalid':
    case 'limit':
    case 'forbidden':
    case 'exists':
    case 'suspended':
      return failed(answer.message, answer.hint, { retry: false, code: answer.code });
    case 'missing':
    case 'down':
    case 'broken':
      return failed(answer.message, answer.hint, { retry: true, code: answer.code });
  }
}

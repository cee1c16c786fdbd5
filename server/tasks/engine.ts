/** What the engine is given when it is wired. */
import type { PgBoss } from 'pg-boss';
import type { Db } from '#db/client.ts';
import type { CertificatePolicy } from '#server/core/certificate.ts';
import type { DriftPolicy } from '#server/core/drift.ts';
import type { Panel } from '#server/core/panel.ts';
import type { Outcome } from '#server/core/outcome.ts';
import type { LookUp, Resolve } from '#server/core/sight.ts';
import type { Wish } from '#server/core/wish.ts';
import type { Log } from '#server/log.ts';
import type { Sealer } from '#server/seal.ts';
import type { NodeRow } from './load.ts';
import type { Stream } from './log.ts';
import type { Policies } from './policy.ts';
import type { TaskRow } from './rows.ts';

export interface PanelIo {
  write(stream: Stream, text: string): void;
  signal: AbortSignal;
  /** Only looks, and nothing of a task's: at most two channels of a node at once, beside those of its tasks. */
  look?: boolean;
  /** For as long as a browser takes: over a connection of its own, so that neither tasks nor looks wait for it. */
  download?: boolean;
}
/** Does what is to be done in the WHMCS of a service. */
export interface CallBacks {
  run(task: TaskRow, io: { say(line: string): void; signal: AbortSignal }): Promise<Outcome>;
  /** How long one that is put off is tried. */
  giveUpSeconds(): Promise<number>;
}
export interface Engine {
  db: Db;
  boss: PgBoss;
  sealer: Sealer;
  log: Log;
  /** In [0, 1). */
  random(): number;
  policies(): Promise<Policies>;
  certificatePolicy(): Promise<CertificatePolicy>;
  /** Where a name points. */
  resolve: Resolve;
  /** What the world is told of a domain's mail. */
  lookUp: LookUp;
  driftPolicy(): Promise<DriftPolicy>;
  /** The panel of a node, speaking over the pool; what passes is written to the task's log. */
  panelOf(node: NodeRow, io: PanelIo): Panel;
  /** Null: this process calls no WHMCS. */
  callBacks: CallBacks | null;
  /** Takes every secret of a wish out of a line. */
  redactor(wish: Wish): (text: string) => string;
}

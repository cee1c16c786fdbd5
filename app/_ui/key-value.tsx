import type { ReactNode } from 'react';

interface Row {
  name: string;
  value: ReactNode;
  /** At the end of the line: copy, open. */
  action?: ReactNode;
}

/** Names at the left, values under one another: for what is read and copied. */
export function KeyValue({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className="divide-y divide-line rounded-card border border-line bg-surface">
      {rows.map((row) => (
        <div key={row.name} className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2">
          <dt className="basis-full text-muted sm:basis-40">{row.name}</dt>
          <dd className="flex min-w-0 flex-1 items-center justify-between gap-3">
            <span className="min-w-0 wrap-anywhere">{row.value}</span>
            {row.action}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The same facts side by side, for a few short ones. Stands between two edges: in a card, in a dialog. */
export function KeyValueStrip({ rows }: { rows: readonly Omit<Row, 'action'>[] }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden bg-line">
      {rows.map((row) => (
        <div key={row.name} className="flex-1 basis-34 bg-surface px-5 py-3">
          <dt className="text-sm text-muted">{row.name}</dt>
          <dd className="mt-0.5 wrap-anywhere">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

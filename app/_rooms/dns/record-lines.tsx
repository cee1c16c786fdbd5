import type { DnsRecord } from '#server/core/panel.ts';

/** One side of what a change of many records makes. */
export function RecordLines({ title, records, none }: { title: string; records: readonly DnsRecord[]; none: string }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1.5 font-[600]">{title}</h3>
      {records.length === 0 ? <p className="text-muted">{none}</p> : (
        <ul className="flex flex-col gap-1 text-sm">
          {records.map(({ name, type, priority, value }) => <li key={`${name} ${type} ${value}`} className="wrap-anywhere"><bdi className="font-[540]">{name}</bdi> {type} {priority} <code>{value}</code></li>)}
        </ul>
      )}
    </section>
  );
}

import { Skeleton } from '#app/_ui/skeleton.tsx';
import { VisuallyHidden } from '#app/_ui/visually-hidden.tsx';

/** A list before its rows are there, in their height. */
export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="rounded-card border border-line bg-surface shadow-card">
      <VisuallyHidden>Reading the list</VisuallyHidden>
      <div className="h-9 border-b border-line" />
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="flex h-10 items-center gap-6 border-b border-line px-5 last:border-0">
          <Skeleton className="h-3.5 w-10" />
          <Skeleton className="h-3.5 w-40" />
          <Skeleton className="ml-auto h-5 w-20" />
        </div>
      ))}
    </div>
  );
}

export function PageSkeleton({ title, rows }: { title: string; rows?: number }) {
  return (
    <>
      <h1 className="flex min-h-8 items-center text-xl font-[640] tracking-[-0.02em]">{title}</h1>
      <Skeleton className="h-8 w-72" />
      <RowsSkeleton rows={rows} />
    </>
  );
}

import { Skeleton } from '#app/_ui/skeleton.tsx';

export default function Loading() {
  return (
    <div className="grid gap-4 min-[760px]:grid-cols-3">
      <Skeleton className="h-40 rounded-card" />
      <Skeleton className="h-40 rounded-card" />
      <Skeleton className="h-40 rounded-card" />
      <Skeleton className="h-72 rounded-card min-[760px]:col-span-3" />
    </div>
  );
}

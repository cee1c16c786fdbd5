import { Skeleton } from '#app/_ui/skeleton.tsx';

export default function Loading() {
  return (
    <>
      <Skeleton className="h-7 w-32" />
      <Skeleton className="h-72 rounded-card" />
      <Skeleton className="h-40 rounded-card" />
    </>
  );
}

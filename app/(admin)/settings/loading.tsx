import { Skeleton } from '#app/_ui/skeleton.tsx';

export default function Loading() {
  return (
    <>
      <Skeleton className="h-48 rounded-card" />
      <Skeleton className="h-80 rounded-card" />
      <Skeleton className="h-36 rounded-card" />
    </>
  );
}

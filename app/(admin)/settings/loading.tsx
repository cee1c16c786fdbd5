import { Skeleton } from '#app/_ui/skeleton.tsx';

export default function Loading() {
  return (
    <>
      <h1 className="flex min-h-8 items-center text-xl font-[640] tracking-[-0.02em]">Settings</h1>
      <Skeleton className="h-48 rounded-card" />
      <Skeleton className="h-80 rounded-card" />
      <Skeleton className="h-36 rounded-card" />
    </>
  );
}
